using ConvosoConnect.Sdk.Tests.Dates;
using ConvosoConnect.Sdk.Adaptors.Mapping;
using System.Globalization;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Adaptors.Mapping;

public sealed class RowDateFormatTests
{
    [Theory]
    [InlineData("1990-03-01", "2026-03-01T20:00:00Z", "36")]
    [InlineData("1990-03-02", "2026-03-01T20:00:00Z", "35")]
    [InlineData("1990-03-01 23:59:59", "2026-03-01T20:00:00Z", "36")]
    [InlineData("1990-03-01", "2026-03-01T07:59:59Z", "35")]
    [InlineData("2000-02-29", "2026-02-28T20:00:00Z", "25")]
    [InlineData("2000-02-29", "2026-03-01T20:00:00Z", "26")]
    [InlineData("2000-02-29", "2028-02-29T20:00:00Z", "28")]
    [InlineData("2026-03-01", "2026-03-01T20:00:00Z", "0")]
    [InlineData("2026-03-02", "2026-03-01T20:00:00Z", "0")]
    [InlineData("2031-03-01", "2026-03-01T20:00:00Z", "-5")]
    [InlineData("1990-03-02T03:00:00Z", "2026-03-01T20:00:00Z", "36")]
    public void TryFormat_Age_CountsFullYearsInTheAccountsZone(string date, string now, string age) =>
        Assert.Equal(age, Clocks.Format("age", date, Clocks.At(now: DateTimeOffset.Parse(now, CultureInfo.InvariantCulture))));

    [Fact]
    public void TryFormat_TypedDates_AreReadInTheAccountsZoneUnlessTheyCarryAnOffset()
    {
        var utc = new DateTime(2026, 7, 1, 12, 0, 0, DateTimeKind.Utc);
        var clock = DateTime.SpecifyKind(utc, DateTimeKind.Unspecified);

        Assert.Equal("2026-07-01 05:00:00", Clocks.Format("Y-m-d H:i:s", utc));
        Assert.Equal("2026-07-01 12:00:00", Clocks.Format("Y-m-d H:i:s", clock));
        Assert.Equal("20260701T190000Z", Clocks.Format(@"Ymd\THis\Z", clock));
        Assert.Equal("2026-07-01 00:00:00", Clocks.Format("Y-m-d H:i:s", new DateOnly(2026, 7, 1)));
        Assert.Equal("2026-06-30 23:15:00", Clocks.Format("Y-m-d H:i:s", new DateTimeOffset(clock, TimeSpan.FromMinutes(345))));
    }

    [Theory]
    [InlineData("m/d/Y", "12/31/9999")]
    [InlineData("timestamp", "253402329599")]
    [InlineData(@"Ymd\THis\Z", null)]
    public void TryFormat_EndOfTheCalendar_PrintsWhatFits(string format, string? expected) =>
        Assert.Equal(expected, Clocks.Format(format, "9999-12-31 23:59:59"));

    [Fact]
    public void TryFormat_BeyondTheCalendarInTheAccountsZone_IsNoDate()
    {
        Assert.Null(Clocks.Format("Y-m-d", "9999-12-31T23:59:59Z", Clocks.At("Asia/Kathmandu")));
        Assert.Null(Clocks.Format("Y-m-d", DateTimeOffset.MinValue));
        Assert.Equal("0001-01-01", Clocks.Format("Y-m-d", DateTime.MinValue, Clocks.At("Asia/Kathmandu")));
    }

    [Theory]
    [InlineData("1969-12-31T23:59:59.5Z", "-1")]
    [InlineData("1970-01-01T00:00:00.9Z", "0")]
    [InlineData("1969-12-31T23:59:58Z", "-2")]
    public void TryFormat_Timestamp_RoundsDown(string date, string unix) => Assert.Equal(unix, Clocks.Format("timestamp", date));

    [Fact]
    public void TryFormat_NoDate_IsFalse()
    {
        Assert.Null(Clocks.Format("Y-m-d", "0000-00-00 00:00:00"));
        Assert.Null(Clocks.Format("Y-m-d", 20260102));
        Assert.Null(Clocks.Format("Y-m-d", true));
        Assert.Null(Clocks.Format("Y-m-d", default));
    }

    [Fact]
    public void TryFormat_TurkishOrArabicCulture_PrintsEnglish()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (string culture in (string[])["tr-TR", "ar-SA", "fa-IR", "th-TH"])
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal("Fri Jan 2 3:04:05 PST 2026", Clocks.Format("D M j G:i:s T Y", "2026-01-02 03:04:05"));
                Assert.Equal("January 2, 2026, 3:04 am", Clocks.Format("F j, Y, g:i a", "2026-01-02 03:04:05"));
                Assert.Equal("-1", Clocks.Format("timestamp", "1969-12-31T23:59:59Z"));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Create_UnknownName_IsNull() => Assert.Null(RowDateFormat.Create("d.m.Y", Clocks.At()));

    [Fact]
    public void Create_SystemDefault_UsesTheAccountsFormat() =>
        Assert.Equal("01/02/2026", Clocks.Format(DateFormats.SystemDefault, "2026-01-02", Clocks.At(format: "m/d/Y")));

    [Theory]
    [InlineData("d.m.Y")]
    [InlineData(DateFormats.SystemDefault)]
    [InlineData("")]
    public void Clock_UnknownSystemFormat_NamesTheKnownOnes(string format)
    {
        var exception = Assert.Throws<ArgumentException>(() => Clocks.At(format: format));
        Assert.Contains("'" + format + "'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("m/d/y g:i a", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clock_UnknownZone_Throws() => Assert.Throws<TimeZoneNotFoundException>(() => Clocks.At("Mars/Olympus"));

    [Fact]
    public void Today_AcrossTheDateLine_IsTheAccountsDate()
    {
        DateTimeOffset now = new(2026, 1, 1, 2, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateOnly(2025, 12, 31), Clocks.At(now: now).Today);
        Assert.Equal(new DateOnly(2026, 1, 1), Clocks.At("Asia/Kathmandu", now: now).Today);
    }

    [Theory]
    [InlineData("Etc/GMT+5", "-05")]
    [InlineData("Etc/GMT-14", "+14")]
    [InlineData("America/Caracas", "-04")]
    [InlineData("Pacific/Marquesas", "-0930")]
    public void TryFormat_ZoneWithoutName_PrintsTheOffset(string zone, string expected) =>
        Assert.Equal($"Fri Jan 2 3:04:05 {expected} 2026", Clocks.Format("D M j G:i:s T Y", "2026-01-02 03:04:05", Clocks.At(zone)));
}

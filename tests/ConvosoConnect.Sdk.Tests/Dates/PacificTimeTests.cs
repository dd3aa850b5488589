using System.Globalization;
using ConvosoConnect.Sdk.Dates;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Dates;

public sealed class PacificTimeTests
{
    [Theory]
    [InlineData("2026-03-08T09:59:59Z", "2026-03-08 01:59:59 PST")]
    [InlineData("2026-03-08T10:00:00Z", "2026-03-08 03:00:00 PDT")]
    [InlineData("2026-11-01T08:59:59Z", "2026-11-01 01:59:59 PDT")]
    [InlineData("2026-11-01T09:00:00Z", "2026-11-01 01:00:00 PST")]
    [InlineData("2026-07-01T00:00:00+05:45", "2026-06-30 11:15:00 PDT")]
    public void Format_AroundDaylightSaving_ShowsClockAndZone(string instant, string expected)
    {
        DateTimeOffset moment = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

        Assert.Equal(expected, PacificTime.Format(moment));
        Assert.Equal(expected, new ConnectLogEntry { Timestamp = moment, EndpointId = "crm" }.PacificTimestamp);
    }

    [Fact]
    public void Format_EachThirdHourOfACentury_NamesTheTimeThatTheZoneHas()
    {
        for (DateTimeOffset at = new(1950, 1, 1, 0, 30, 0, TimeSpan.Zero); at.Year < 2050; at = at.AddHours(3))
        {
            Assert.EndsWith(PacificTime.Zone.IsDaylightSavingTime(at) ? " PDT" : " PST", PacificTime.Format(at), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("th-TH")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Format_OtherCulture_KeepsTheGregorianYear(string culture)
    {
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        Assert.Equal("2026-01-01 00:00:00 PST", PacificTime.Format(new DateTimeOffset(2026, 1, 1, 8, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Format_EndsOfTime_DoesNotThrow()
    {
        Assert.StartsWith("0001-01-01 ", PacificTime.Format(DateTimeOffset.MinValue), StringComparison.Ordinal);
        Assert.Equal("9999-12-31 15:59:59 PST", PacificTime.Format(DateTimeOffset.MaxValue));
    }

    [Theory]
    [InlineData("2026-03-08", 23)]
    [InlineData("2026-11-01", 25)]
    [InlineData("2026-06-15", 24)]
    public void StartOfDay_AcrossDaylightSaving_GivesTheLengthOfTheDay(string day, int hours)
    {
        DateOnly date = DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        DateTimeOffset start = ZoneDay.Start(date, PacificTime.Zone);
        Assert.Equal(TimeSpan.Zero, start.Offset);
        Assert.Equal(hours, (ZoneDay.Start(date.AddDays(1), PacificTime.Zone) - start).TotalHours);
        Assert.Equal(date, PacificTime.Day(start));
        Assert.Equal(date.AddDays(-1), PacificTime.Day(start.AddTicks(-1)));
    }
}

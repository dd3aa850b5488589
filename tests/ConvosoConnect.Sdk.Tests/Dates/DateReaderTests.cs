using System.Globalization;
using ConvosoConnect.Sdk.Dates;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Dates;

public sealed class DateReaderTests
{
    [Theory]
    [InlineData("2026-01-02 03:04:05", "2026-01-02T03:04:05.0000000", null)]
    [InlineData("2026-01-02", "2026-01-02T00:00:00.0000000", null)]
    [InlineData("  2026-01-02\t", "2026-01-02T00:00:00.0000000", null)]
    [InlineData("2026-01-02T03:04:05", "2026-01-02T03:04:05.0000000", null)]
    [InlineData("2026-01-02t03:04", "2026-01-02T03:04:00.0000000", null)]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.0000000", 0)]
    [InlineData("2026-01-02 03:04:05z", "2026-01-02T03:04:05.0000000", 0)]
    [InlineData("2026-01-02T03:04Z", "2026-01-02T03:04:00.0000000", 0)]
    [InlineData("2026-01-02T03:04:05+05:45", "2026-01-02T03:04:05.0000000", 345)]
    [InlineData("2026-01-02T03:04:05+0545", "2026-01-02T03:04:05.0000000", 345)]
    [InlineData("2026-01-02T03:04:05-08", "2026-01-02T03:04:05.0000000", -480)]
    [InlineData("2026-01-02 03:04:05 +05:45", "2026-01-02T03:04:05.0000000", 345)]
    [InlineData("2026-01-02T03:04:05.1Z", "2026-01-02T03:04:05.1000000", 0)]
    [InlineData("2026-01-02T03:04:05,123456789-00:30", "2026-01-02T03:04:05.1234567", -30)]
    [InlineData("20260102T030405Z", "2026-01-02T03:04:05.0000000", 0)]
    [InlineData("20260102T0304+0545", "2026-01-02T03:04:00.0000000", 345)]
    [InlineData("20260102T0304-08", "2026-01-02T03:04:00.0000000", -480)]
    [InlineData("2026-01-02T03:04:05.05", "2026-01-02T03:04:05.0500000", null)]
    [InlineData("2026-01-02T03:04:05.1234567890123456789012345678", "2026-01-02T03:04:05.1234567", null)]
    [InlineData("20260102T0304", "2026-01-02T03:04:00.0000000", null)]
    [InlineData("20260102", "2026-01-02T00:00:00.0000000", null)]
    [InlineData("2024-02-29", "2024-02-29T00:00:00.0000000", null)]
    [InlineData("2026-12-31T24:00:00", "2027-01-01T00:00:00.0000000", null)]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.0000000", 0)]
    [InlineData("0001-01-01", "0001-01-01T00:00:00.0000000", null)]
    [InlineData("9999-12-31 23:59:59", "9999-12-31T23:59:59.0000000", null)]
    public void TryRead_Date_ReadsClockAndOffset(string text, string clock, int? offsetMinutes)
    {
        Assert.True(DateReader.TryRead(text, out DateTime read, out TimeSpan? offset));
        Assert.Equal(clock, read.ToString("o", CultureInfo.InvariantCulture));
        Assert.Equal(offsetMinutes, (int?)offset?.TotalMinutes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("soon")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("0000-00-00")]
    [InlineData("2026-00-10")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-30")]
    [InlineData("2026-02-29")]
    [InlineData("2026-01-00")]
    [InlineData("2026-1-2")]
    [InlineData("26-01-02")]
    [InlineData("01/02/2026")]
    [InlineData("2026-0102")]
    [InlineData("2026-01-02T")]
    [InlineData("2026-01-02X03:04:05")]
    [InlineData("2026-01-02T03")]
    [InlineData("2026-01-02T03:")]
    [InlineData("2026-01-02T03:04:")]
    [InlineData("2026-01-02T03:04:5")]
    [InlineData("2026-01-02T03:04:05.")]
    [InlineData("2026-01-02T25:00:00")]
    [InlineData("2026-01-02T24:00:01")]
    [InlineData("2026-01-02T03:60:00")]
    [InlineData("2026-01-02T03:04:61")]
    [InlineData("2026-01-02T03:04:05+24:00")]
    [InlineData("2026-01-02T03:04:05+05:60")]
    [InlineData("2026-01-02T03:04:05+5")]
    [InlineData("2026-01-02T03:04:05+054")]
    [InlineData("2026-01-02T03:04:05 PST")]
    [InlineData("2026-01-02T03:04:05Zx")]
    [InlineData("2026-01-02 ٠٣:04:05")]
    [InlineData("9999-12-31T24:00:00")]
    [InlineData("1767323045")]
    [InlineData("20260102030405")]
    public void TryRead_AnythingElse_IsNoDate(string text) => Assert.False(DateReader.TryRead(text, out _, out _));

    [Fact]
    public void TryRead_AMegabyte_IsNoDate() => Assert.False(DateReader.TryRead("2026-01-02T03:04:05." + new string('1', 1 << 20), out _, out _));

    [Fact]
    public void TryRead_LoneSurrogate_IsNoDate() => Assert.False(DateReader.TryRead("2026-01-02\ud800", out _, out _));
}

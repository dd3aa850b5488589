using System.Globalization;
using ConvosoConnect.Sdk.Dates;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Dates;

public sealed class ZoneDayTests
{
    [Theory]
    [InlineData("Asia/Kathmandu", "2026-06-15", "2026-06-14T18:15Z", 24)]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00Z", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", "2026-10-24T22:00Z", 25)]
    [InlineData("America/Santiago", "2026-09-06", "2026-09-06T04:00Z", 23)]
    [InlineData("America/Santiago", "2026-04-04", "2026-04-04T03:00Z", 25)]
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-23T22:00Z", 23)]
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00Z", 25)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00Z", 24.5)]
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00Z", 0)]
    [InlineData("Pacific/Apia", "2011-12-29", "2011-12-29T10:00Z", 24)]
    public void Start_DayOfAZone_IsItsFirstInstant(string zone, string day, string start, double hours)
    {
        TimeZoneInfo found = TimeZoneInfo.FindSystemTimeZoneById(zone);
        DateOnly date = DateOnly.Parse(day, CultureInfo.InvariantCulture);

        DateTimeOffset begins = ZoneDay.Start(date, found);

        Assert.Equal((DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), TimeSpan.Zero), (begins, begins.Offset));
        Assert.Equal(hours, (ZoneDay.Start(date.AddDays(1), found) - begins).TotalHours);
    }
}

using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Dates;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Dates;

public sealed class TimeZonesTests
{
    private const string Pacific = "America/Los_Angeles";

    [Theory]
    [InlineData(Pacific)]
    [InlineData("US/Pacific")]
    [InlineData("Pacific Standard Time")]
    public void Find_SystemKnowsNoZone_HasTheBuiltInPacificTime(string id)
    {
        TimeZoneInfo zone = TimeZones.Find(id, NoZone)!;

        Assert.Equal(Pacific, zone.Id);
        Assert.Equal(TimeSpan.FromHours(-8), zone.GetUtcOffset(new DateTime(2026, 3, 8, 9, 59, 59, DateTimeKind.Utc)));
        Assert.Equal(TimeSpan.FromHours(-7), zone.GetUtcOffset(new DateTime(2026, 3, 8, 10, 0, 0, DateTimeKind.Utc)));
        Assert.Null(TimeZones.Find("America/New_York", NoZone));
    }

    [Fact]
    public void Find_SystemKnowsTheZone_IsTheSystems() => Assert.Same(TimeZoneInfo.Utc, TimeZones.Find(Pacific, _ => TimeZoneInfo.Utc));

    [Fact]
    public void Find_BuiltInPacificTime_IsThatOfTheTimeZoneDatabaseFrom1950To2037()
    {
        Assert.SkipUnless(TimeZoneInfo.TryFindSystemTimeZoneById(Pacific, out TimeZoneInfo? system), "Install the package tzdata, to compare with.");
        TimeZoneInfo builtIn = TimeZones.Find(Pacific, NoZone)!;

        // Half hours, so that a change at another minute than the full hour would be seen too.
        var end = new DateTime(2038, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var different = new List<string>();
        for (var utc = new DateTime(1950, 1, 1, 8, 0, 0, DateTimeKind.Utc); utc < end; utc = utc.AddMinutes(30))
        {
            if (system.GetUtcOffset(utc) != builtIn.GetUtcOffset(utc) || system.IsDaylightSavingTime(utc) != builtIn.IsDaylightSavingTime(utc))
            {
                different.Add($"{utc:yyyy-MM-dd HH:mm}: {system.GetUtcOffset(utc)}, not {builtIn.GetUtcOffset(utc)}");
            }
        }

        Assert.True(different.Count == 0, $"{different.Count} half hours, such as {string.Join("; ", different.Take(5))}");
    }

    [Fact]
    public void Find_BuiltInPacificTime_HasTheDaysOfTheTimeZoneDatabase()
    {
        Assert.SkipUnless(TimeZoneInfo.TryFindSystemTimeZoneById(Pacific, out TimeZoneInfo? system), "Install the package tzdata, to compare with.");
        TimeZoneInfo builtIn = TimeZones.Find(Pacific, NoZone)!;

        for (var day = new DateTime(1950, 1, 1); day.Year < 2038; day = day.AddDays(1))
        {
            Assert.Equal(TimeZoneInfo.ConvertTimeToUtc(day, system), TimeZoneInfo.ConvertTimeToUtc(day, builtIn));
        }
    }

    [Fact]
    public void Validate_SystemKnowsNoZone_TakesTheDefaultAndSaysWhatToInstallForOthers()
    {
        Assert.True(ConvosoConnectOptionTable.Create(NoZone, isWindows: false).Validate(null, new()).Succeeded);

        Assert.Equal(
            "TimeZone 'America/New_York' is not known: this machine has no time-zone data. Install the package tzdata, or set TZDIR to the folder that holds the data; "
            + "without it only America/Los_Angeles is known.",
            Failure(ConvosoConnectOptionTable.Create(NoZone, isWindows: false), "America/New_York"));
    }

    [Fact]
    public void Validate_WindowsWithoutIcu_NamesTheIdsThatItHas() => Assert.Equal(
        "TimeZone 'America/New_York' is not known: Windows has time zones by IANA id only with ICU. Remove DOTNET_SYSTEM_GLOBALIZATION_INVARIANT or "
        + "InvariantGlobalization, or use Windows' own id, such as Eastern Standard Time.",
        Failure(ConvosoConnectOptionTable.Create(id => id == "Eastern Standard Time" ? TimeZoneInfo.Utc : null, isWindows: true), "America/New_York"));

    [Fact]
    public void Validate_SystemKnowsOtherZones_BlamesTheId() => Assert.Equal(
        "TimeZone 'Mars/Olympus' is not known on this machine. Use an IANA id such as America/Los_Angeles.",
        Failure(ConvosoConnectOptionTable.Create(id => id.StartsWith("America/", StringComparison.Ordinal) ? TimeZoneInfo.Utc : null, isWindows: false), "Mars/Olympus"));

    private static TimeZoneInfo? NoZone(string id) => null;

    private static string Failure(OptionTable<ConvosoConnectOptions> table, string zone) =>
        Assert.Single(table.Validate(null, new ConvosoConnectOptions { TimeZone = zone }).Failures!);
}

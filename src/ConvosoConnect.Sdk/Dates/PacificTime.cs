using System.Globalization;

namespace ConvosoConnect.Sdk.Dates;

/// <summary>The time in which Convoso shows its logs, whatever the account's or the machine's time zone.</summary>
internal static class PacificTime
{
    private static readonly TimeZoneInfo Zone = TimeZones.Find(TimeZones.Pacific)!;

    /// <summary>The instant on a Pacific clock.</summary>
    public static DateTimeOffset From(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>The Pacific day on which the instant falls.</summary>
    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(From(instant).DateTime);

    /// <summary>The instant, in UTC, at which a Pacific day begins. Clocks there change at two o'clock, so midnight always exists, and once.</summary>
    public static DateTimeOffset StartOfDay(DateOnly day) =>
        new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(TimeOnly.MinValue), Zone), TimeSpan.Zero);

    /// <summary>For people, and sortable but for the repeated hour in autumn: <c>2026-03-08 01:59:59 PST</c>.</summary>
    public static string Format(DateTimeOffset instant) =>
        From(instant).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + (Zone.IsDaylightSavingTime(instant) ? " PDT" : " PST");
}

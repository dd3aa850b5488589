using System.Globalization;

namespace ConvosoConnect.Sdk.Dates;

/// <summary>Pacific time, in which Convoso shows its logs whatever time zone the account or the machine has.</summary>
internal static class PacificTime
{
    public static TimeZoneInfo Zone { get; } = TimeZones.Find(TimeZones.Pacific)!;

    private static TimeSpan Summer { get; } = Zone.BaseUtcOffset + TimeSpan.FromHours(1);

    /// <summary>Converts an instant to Pacific time.</summary>
    public static DateTimeOffset From(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone);

    /// <summary>Gives the Pacific day of an instant.</summary>
    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(From(instant).DateTime);

    /// <summary>Writes an instant for people: <c>2026-03-08 01:59:59 PST</c>. The texts sort by time, except for the repeated hour in autumn.</summary>
    public static string Format(DateTimeOffset instant)
    {
        DateTimeOffset local = From(instant);
        return local.ToString(local.Offset == Summer ? "yyyy-MM-dd HH:mm:ss 'PDT'" : "yyyy-MM-dd HH:mm:ss 'PST'", CultureInfo.InvariantCulture);
    }
}

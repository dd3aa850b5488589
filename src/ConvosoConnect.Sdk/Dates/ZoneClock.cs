using System.Globalization;

namespace ConvosoConnect.Sdk.Dates;

/// <summary>Writes instants for people, in one time zone.</summary>
internal sealed class ZoneClock(TimeZoneInfo zone)
{
    private readonly ZoneAbbreviations _abbreviations = ZoneAbbreviations.Find(zone.Id);

    /// <summary>
    /// <c>2026-03-08 01:59:59 PST</c>, or with the offset, <c>+0545</c>, in a zone without abbreviations. The texts sort by time, except for the repeated hour in autumn.
    /// </summary>
    public string Format(DateTimeOffset instant)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(instant, zone);
        return local.ToString("yyyy-MM-dd HH:mm:ss ", CultureInfo.InvariantCulture) + _abbreviations.At(local.Offset);
    }
}

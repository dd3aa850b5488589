namespace ConvosoConnect.Sdk.Dates;

/// <summary>The days of a time zone as ranges of instants.</summary>
internal static class ZoneDay
{
    /// <summary>
    /// The first instant of a day, in UTC. Where the clock skips midnight, as on some spring nights in Santiago and Cairo, that is the instant of the change; where it comes
    /// to midnight twice, as in Havana in autumn, the first time.
    /// </summary>
    public static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        DateTime clock = day.ToDateTime(TimeOnly.MinValue);
        if (zone.IsInvalidTime(clock))
        {
            // The change comes right after the last minute before midnight that exists. A whole day may be missing, as in Samoa in 2011.
            do
            {
                clock = clock.AddMinutes(-1);
            }
            while (zone.IsInvalidTime(clock));
            return Instant(clock, zone).AddMinutes(1);
        }

        return Instant(clock, zone);
    }

    private static DateTimeOffset Instant(DateTime clock, TimeZoneInfo zone) =>
        new DateTimeOffset(clock, zone.IsAmbiguousTime(clock) ? zone.GetAmbiguousTimeOffsets(clock).Max() : zone.GetUtcOffset(clock)).ToUniversalTime();
}

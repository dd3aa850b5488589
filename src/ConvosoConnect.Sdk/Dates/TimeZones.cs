namespace ConvosoConnect.Sdk.Dates;

/// <summary>
/// Finds time zones of the system. On a system without time-zone data (no tzdata, or Windows without ICU), a built-in rule serves for Pacific time, which the log always needs,
/// and also every account that has not chosen another zone.
/// </summary>
internal static class TimeZones
{
    public const string Pacific = "America/Los_Angeles";

    // IANA's two names and the Windows name of the same zone.
    private static readonly string[] PacificNames = [Pacific, "US/Pacific", "Pacific Standard Time"];

    private static readonly Lazy<TimeZoneInfo> BuiltIn = new(CreatePacific);

    /// <summary>Finds a zone by its id; null when there is none.</summary>
    public static TimeZoneInfo? Find(string id) => Find(id, OfSystem);

    /// <inheritdoc cref="Find(string)"/>
    public static TimeZoneInfo? Find(string id, Func<string, TimeZoneInfo?> ofSystem) =>
        ofSystem(id) ?? (PacificNames.Contains(id, StringComparer.OrdinalIgnoreCase) ? BuiltIn.Value : null);

    /// <summary>Finds a zone that the machine knows under an id; null for none.</summary>
    public static TimeZoneInfo? OfSystem(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? zone) ? zone : null;

    /// <summary>
    /// The daylight-saving rules of California since 1950 and of the United States since 1967, as in the IANA time zone database; before 1950, standard time all year. These
    /// rules must be edited when the law changes, while time-zone data of a system is updated with the system.
    /// </summary>
    private static TimeZoneInfo CreatePacific() => TimeZoneInfo.CreateCustomTimeZone(
        Pacific,
        TimeSpan.FromHours(-8),
        "Pacific Time",
        "Pacific Standard Time",
        "Pacific Daylight Time",
        [
            Rule(1950, 1961, Sunday(4, 5, hour: 1), Sunday(9, 5)),
            Rule(1962, 1966, Sunday(4, 5, hour: 1), Sunday(10, 5)),
            Rule(1967, 1973, Sunday(4, 5), Sunday(10, 5)),
            Rule(1974, 1974, TimeZoneInfo.TransitionTime.CreateFixedDateRule(At(2), 1, 6), Sunday(10, 5)),
            Rule(1975, 1975, Sunday(2, 5), Sunday(10, 5)),
            Rule(1976, 1986, Sunday(4, 5), Sunday(10, 5)),
            Rule(1987, 2006, Sunday(4, 1), Sunday(10, 5)),
            Rule(2007, 9999, Sunday(3, 2), Sunday(11, 1)),
        ]);

    private static TimeZoneInfo.AdjustmentRule Rule(int from, int to, TimeZoneInfo.TransitionTime start, TimeZoneInfo.TransitionTime end) =>
        TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(new DateTime(from, 1, 1), new DateTime(to, 12, 31), TimeSpan.FromHours(1), start, end);

    /// <summary>Makes a transition on a Sunday of a month: week 1 is the first Sunday, week 5 the last.</summary>
    private static TimeZoneInfo.TransitionTime Sunday(int month, int week, int hour = 2) =>
        TimeZoneInfo.TransitionTime.CreateFloatingDateRule(At(hour), month, week, DayOfWeek.Sunday);

    private static DateTime At(int hour) => new(1, 1, 1, hour, 0, 0);
}

using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Cases about date ranges, whose days are Pacific days, or those of the query's time zone.</summary>
internal static class DayCases
{
    // Made here, so that the cases need no time-zone data of the machine: the rules of Santiago, whose clock skips midnight in spring and comes to 23:00 twice in autumn.
    private static readonly TimeZoneInfo Kathmandu = TimeZoneInfo.CreateCustomTimeZone("Asia/Kathmandu", new(5, 45, 0), null, null);
    private static readonly TimeZoneInfo Santiago = TimeZoneInfo.CreateCustomTimeZone(
        "America/Santiago", TimeSpan.FromHours(-4), null, null, null, [TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1), Sunday(9), Sunday(4))]);

    public static IReadOnlyList<ConformanceCase<IConnectLogStore>> All { get; } =
    [
        Day("PacificDay", "A day begins and ends at midnight in Pacific time, to the tick.", new(2026, 6, 15), "2026-06-15T07:00Z", "2026-06-16T07:00Z"),
        Day("SpringDay", "The day on which daylight saving begins lasts 23 hours.", new(2026, 3, 8), "2026-03-08T08:00Z", "2026-03-09T07:00Z"),
        Day("AutumnDay", "The day on which daylight saving ends lasts 25 hours.", new(2026, 11, 1), "2026-11-01T07:00Z", "2026-11-02T08:00Z"),
        Day("ZoneDay", "A query may name a time zone: in Kathmandu a day begins at 18:15 UTC.", new(2026, 6, 15), "2026-06-14T18:15Z", "2026-06-15T18:15Z", Kathmandu),
        Day("ZoneSpringDay", "Where the clock skips midnight, the day begins at that instant and lasts 23 hours.", new(2026, 9, 6), "2026-09-06T04:00Z", "2026-09-07T03:00Z", Santiago),
        Day("ZoneAutumnDay", "A day whose last hour comes twice lasts 25 hours.", new(2026, 4, 4), "2026-04-04T03:00Z", "2026-04-05T04:00Z", Santiago),
        LogCase.New("OpenRange", "From without To, and To without From, leave the other end open. The days given are included.", OpenRange),
        LogCase.New("WidestRange", "From with the first day of the calendar, and To with the last one, exclude nothing, not even the last instant that there is.", WidestRange),
        LogCase.New("RangeRefused", "A range whose first day is after its last is refused with ArgumentException, by Query and by Stream.", RangeRefused),
        LogCase.New("RangeByInstant", "A timestamp is compared by its instant, whatever its offset.", RangeByInstant),
    ];

    private static ConformanceCase<IConnectLogStore> Day(string name, string purpose, DateOnly day, string first, string next, TimeZoneInfo? zone = null) =>
        LogCase.New(name, purpose, async (store, token) =>
        {
            (DateTimeOffset from, DateTimeOffset until) = (Parse(first), Parse(next));
            DateTimeOffset[] instants = [from.AddTicks(-1), from, from.AddTicks(1), from.AddHours(12), until.AddHours(-1), until.AddTicks(-1), until, until.AddTicks(1)];
            List<ConnectLogEntry> entries = await AppendAtAsync(store, instants, token).ConfigureAwait(false);
            await KeepsAsync(day, entries[1..6], $"the entries of the {zone?.Id ?? "Pacific"} day {day:O}").ConfigureAwait(false);
            await KeepsAsync(day.AddDays(1), entries[6..], "the entries of the next day").ConfigureAwait(false);
            await KeepsAsync(day.AddDays(-1), entries[..1], "the entries of the day before").ConfigureAwait(false);

            Task KeepsAsync(DateOnly on, IEnumerable<ConnectLogEntry> expected, string what) =>
                store.KeepsAsync(new() { From = on, To = on, TimeZone = zone }, expected, token, what);
        });

    private static TimeZoneInfo.TransitionTime Sunday(int month) =>
        TimeZoneInfo.TransitionTime.CreateFloatingDateRule(DateTime.MinValue, month, 1, DayOfWeek.Sunday);

    private static async Task OpenRange(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await AppendAtAsync(
            store, Enumerable.Range(0, 6).Select(i => LogCase.Noon.AddDays(i)), token).ConfigureAwait(false);
        DateOnly first = new(2026, 6, 15);
        await store.KeepsAsync(new() { From = first.AddDays(2) }, entries[2..], token).ConfigureAwait(false);
        await store.KeepsAsync(new() { To = first.AddDays(2) }, entries[..3], token).ConfigureAwait(false);
        await store.KeepsAsync(new() { From = first.AddDays(1), To = first.AddDays(3) }, entries[1..4], token).ConfigureAwait(false);
        await store.KeepsAsync(new() { From = first.AddDays(9) }, [], token).ConfigureAwait(false);
    }

    private static async Task WidestRange(IConnectLogStore store, CancellationToken token)
    {
        DateTimeOffset[] instants = [LogCase.Noon, LogCase.Noon.AddYears(-60), DateTimeOffset.MaxValue];
        List<ConnectLogEntry> entries = await AppendAtAsync(store, instants, token).ConfigureAwait(false);
        await store.KeepsAsync(new() { From = DateOnly.MinValue, To = DateOnly.MaxValue }, entries, token).ConfigureAwait(false);
        await store.KeepsAsync(new() { From = DateOnly.MaxValue }, entries[2..], token).ConfigureAwait(false);
        await store.KeepsAsync(new() { To = DateOnly.MinValue }, [], token).ConfigureAwait(false);
    }

    private static async Task RangeRefused(IConnectLogStore store, CancellationToken token)
    {
        var query = new ConnectLogQuery { From = new(2026, 6, 16), To = new(2026, 6, 15) };
        await Check.ThrowsAsync<ArgumentException>("QueryAsync", async () => await store.QueryAsync(query, token).ConfigureAwait(false)).ConfigureAwait(false);
        await Check.ThrowsAsync<ArgumentException>("StreamAsync", () => LogCase.ReadAsync(store.StreamAsync(query, token))).ConfigureAwait(false);
    }

    private static async Task RangeByInstant(IConnectLogStore store, CancellationToken token)
    {
        DateTimeOffset midnight = Parse("2026-06-15T07:00Z");
        TimeSpan[] offsets = [TimeSpan.Zero, new(5, 45, 0), TimeSpan.FromHours(-7), TimeSpan.FromHours(14)];
        List<ConnectLogEntry> entries = await AppendAtAsync(
            store, offsets.SelectMany(o => new[] { midnight.ToOffset(o), midnight.AddHours(-2).ToOffset(o) }), token).ConfigureAwait(false);
        DateOnly day = new(2026, 6, 15);
        await store.KeepsAsync(new() { From = day, To = day }, entries.Where(e => e.Timestamp == midnight), token).ConfigureAwait(false);
    }

    private static Task<List<ConnectLogEntry>> AppendAtAsync(IConnectLogStore store, IEnumerable<DateTimeOffset> instants, CancellationToken token) =>
        store.AppendAsync(instants.Select(i => LogCase.Entry() with { Timestamp = i }), token);

    private static DateTimeOffset Parse(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
}

using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Cases about date ranges, whose days are Pacific days.</summary>
internal static class DayCases
{
    public static IReadOnlyList<ConformanceCase<IConnectLogStore>> All { get; } =
    [
        Day("PacificDay", "A day begins and ends at midnight in Pacific time, to the tick.", new(2026, 6, 15), "2026-06-15T07:00Z", "2026-06-16T07:00Z"),
        Day("SpringDay", "The day on which daylight saving begins lasts 23 hours.", new(2026, 3, 8), "2026-03-08T08:00Z", "2026-03-09T07:00Z"),
        Day("AutumnDay", "The day on which daylight saving ends lasts 25 hours.", new(2026, 11, 1), "2026-11-01T07:00Z", "2026-11-02T08:00Z"),
        LogCase.New("OpenRange", "From without To, and To without From, leave the other end open. The days given are included.", OpenRange),
        LogCase.New("WidestRange", "From with the first day of the calendar, and To with the last one, exclude nothing.", WidestRange),
        LogCase.New("RangeRefused", "A range whose first day is after its last is refused with ArgumentException, by Query and by Stream.", RangeRefused),
        LogCase.New("RangeByInstant", "A timestamp is compared by its instant, whatever its offset.", RangeByInstant),
    ];

    private static ConformanceCase<IConnectLogStore> Day(string name, string purpose, DateOnly day, string first, string next) =>
        LogCase.New(name, purpose, async (store, token) =>
        {
            (DateTimeOffset from, DateTimeOffset until) = (Parse(first), Parse(next));
            DateTimeOffset[] instants = [from.AddTicks(-1), from, from.AddTicks(1), from.AddHours(12), until.AddHours(-1), until.AddTicks(-1), until, until.AddTicks(1)];
            List<ConnectLogEntry> entries = await AppendAtAsync(store, instants, token).ConfigureAwait(false);
            await store.KeepsAsync(new() { From = day, To = day }, entries[1..6], token, $"the entries of the Pacific day {day:O}").ConfigureAwait(false);
            await store.KeepsAsync(new() { From = day.AddDays(1), To = day.AddDays(1) }, entries[6..], token, $"the entries of the next day").ConfigureAwait(false);
            await store.KeepsAsync(new() { From = day.AddDays(-1), To = day.AddDays(-1) }, entries[..1], token, $"the entries of the day before").ConfigureAwait(false);
        });

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
        List<ConnectLogEntry> entries = await AppendAtAsync(store, [LogCase.Noon, LogCase.Noon.AddYears(-60)], token).ConfigureAwait(false);
        await store.KeepsAsync(new() { From = DateOnly.MinValue, To = DateOnly.MaxValue }, entries, token).ConfigureAwait(false);
        await store.KeepsAsync(new() { From = DateOnly.MaxValue }, [], token).ConfigureAwait(false);
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

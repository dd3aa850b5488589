using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Cases about deleting old entries.</summary>
internal static class RetentionCases
{
    public static IReadOnlyList<ConformanceCase<RetainedLog>> All { get; } =
    [
        new("LogStore.PurgeOlder", "Purge deletes the entries with an earlier timestamp, to the tick, and says how many.", PurgeOlder),
        new("LogStore.PurgeByTimestamp", "Purge goes by timestamp, not by id, whatever the offset of the instant given.", PurgeByTimestamp),
        new("LogStore.PurgeMany", "Purge deletes more entries than one batch holds, and returns the number of all.", PurgeMany),
        new("LogStore.PurgeNothing", "Purge gives 0 when nothing is older.", PurgeNothing),
        new("LogStore.PurgeKeepsIds", "The ids of purged entries are not given out again, even when all are gone.", PurgeKeepsIds),
        new("LogStore.PurgeCancelled", "Purge with a cancelled token ends with OperationCanceledException and deletes nothing.", PurgeCancelled),
    ];

    private static async Task PurgeOlder(RetainedLog subject, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await subject.Log.AppendAsync(
            new long[] { -1_000, -1, 0, 1, 1_000 }.Select(ticks => LogCase.Entry($"{ticks}") with { Timestamp = LogCase.Noon.AddTicks(ticks) }), token).ConfigureAwait(false);
        Check.Equal("the number deleted", 2, await subject.Retention.PurgeAsync(LogCase.Noon, token).ConfigureAwait(false));
        await subject.Log.KeepsAsync(new(), entries[2..], token).ConfigureAwait(false);
        Check.That(await subject.Log.GetAsync(entries[0].Id, token).ConfigureAwait(false) is null, "null for a purged entry", "an entry");
        Check.Equal("the number of streamed entries", 3, (await LogCase.ReadAsync(subject.Log.StreamAsync(new(), token)).ConfigureAwait(false)).Count);
    }

    private static async Task PurgeByTimestamp(RetainedLog subject, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await subject.Log.AppendAsync(
            new[] { 5, -5, 3, -3 }.Select(hours => LogCase.Entry($"{hours}") with { Timestamp = LogCase.Noon.AddHours(hours) }), token).ConfigureAwait(false);
        DateTimeOffset before = LogCase.Noon.ToOffset(new TimeSpan(5, 45, 0));
        Check.Equal("the number deleted", 2, await subject.Retention.PurgeAsync(before, token).ConfigureAwait(false));
        await subject.Log.KeepsAsync(new(), [entries[0], entries[2]], token).ConfigureAwait(false);
    }

    private static async Task PurgeMany(RetainedLog subject, CancellationToken token)
    {
        await subject.Log.AppendManyAsync(1_500, token).ConfigureAwait(false);
        await subject.Log.AppendAsync(LogCase.Entry("young") with { Timestamp = LogCase.Noon.AddDays(1) }, token).ConfigureAwait(false);
        Check.Equal("the number deleted", 1_500, await subject.Retention.PurgeAsync(LogCase.Noon.AddTicks(1), token).ConfigureAwait(false));
        ConnectLogPage page = await subject.Log.QueryAsync(new(), token).ConfigureAwait(false);
        Check.Sequence("the results left", ["young"], page.Entries.Select(e => e.Result));
        Check.Equal("the total", 1, page.Total);
    }

    private static async Task PurgeNothing(RetainedLog subject, CancellationToken token)
    {
        Check.Equal("the number deleted from an empty log", 0, await subject.Retention.PurgeAsync(LogCase.Noon, token).ConfigureAwait(false));
        List<ConnectLogEntry> entries = await subject.Log.AppendAsync([LogCase.Entry()], token).ConfigureAwait(false);
        foreach (DateTimeOffset before in (DateTimeOffset[])[LogCase.Noon, DateTimeOffset.MinValue])
        {
            Check.Equal("the number deleted", 0, await subject.Retention.PurgeAsync(before, token).ConfigureAwait(false));
        }

        await subject.Log.KeepsAsync(new(), entries, token).ConfigureAwait(false);
    }

    private static async Task PurgeKeepsIds(RetainedLog subject, CancellationToken token)
    {
        long last = (await subject.Log.AppendManyAsync(10, token).ConfigureAwait(false))[^1];
        Check.Equal("the number deleted", 10, await subject.Retention.PurgeAsync(DateTimeOffset.MaxValue, token).ConfigureAwait(false));
        long id = await subject.Log.AppendAsync(LogCase.Entry(), token).ConfigureAwait(false);
        Check.That(id > last, $"an id above {last}, the last one purged", $"{id}");
    }

    private static async Task PurgeCancelled(RetainedLog subject, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await subject.Log.AppendAsync([LogCase.Entry()], token).ConfigureAwait(false);
        await Check.CancelledAsync(
            "PurgeAsync", async cancelled => await subject.Retention.PurgeAsync(DateTimeOffset.MaxValue, cancelled).ConfigureAwait(false)).ConfigureAwait(false);
        await subject.Log.KeepsAsync(new(), entries, token).ConfigureAwait(false);
    }
}

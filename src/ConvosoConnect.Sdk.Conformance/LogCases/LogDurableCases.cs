using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Cases about entries that are still there when a log store is opened again.</summary>
internal static class LogDurableCases
{
    public static IReadOnlyList<ConformanceCase<Reopenable<IConnectLogStore>>> All { get; } =
    [
        new("LogStore.Reopen", "Each entry whose Append completed is there after the store was disposed and opened again, and new ids are higher.", Reopen),
        new("LogStore.ReopenSearch", "Old entries are found by number, text and day after the store was opened again.", ReopenSearch),
    ];

    private static async Task Reopen(Reopenable<IConnectLogStore> subject, CancellationToken token)
    {
        var written = new Dictionary<long, string>();
        for (int life = 0; life < 3; life++)
        {
            IConnectLogStore store = await subject.OpenAsync(token).ConfigureAwait(false);
            try
            {
                List<ConnectLogEntry> seen = await LogCase.ReadAsync(store.StreamAsync(new(), token)).ConfigureAwait(false);
                Check.Sequence("the entries found", written.OrderByDescending(w => w.Key), seen.Select(e => new KeyValuePair<long, string>(e.Id, e.Result!)));
                (long Id, string Result)[] added = await Crowd.RunAsync(40, async i =>
                {
                    string result = $"life {life} writer {i}";
                    return (await store.AppendAsync(LogCase.Entry(result), token).ConfigureAwait(false), result);
                }).ConfigureAwait(false);
                long last = written.Count == 0 ? 0 : written.Keys.Max();
                Check.That(added.All(a => a.Id > last), $"ids above {last}, the last one before", Show.List(added.Select(a => a.Id).Order().Take(5)));
                foreach ((long id, string result) in added)
                {
                    Check.That(written.TryAdd(id, result), "an id of its own for each entry", $"{id} twice");
                }
            }
            finally
            {
                await Disposal.DisposeAsync(store).ConfigureAwait(false);
            }
        }
    }

    private static async Task ReopenSearch(Reopenable<IConnectLogStore> subject, CancellationToken token)
    {
        List<ConnectLogEntry> entries;
        IConnectLogStore store = await subject.OpenAsync(token).ConfigureAwait(false);
        try
        {
            entries = await store.AppendAsync(
                [LogCase.Entry("Needle 😀", "(310) 555-0142"), LogCase.Entry("hay") with { Timestamp = LogCase.Noon.AddDays(3) }], token).ConfigureAwait(false);
        }
        finally
        {
            await Disposal.DisposeAsync(store).ConfigureAwait(false);
        }

        store = await subject.OpenAsync(token).ConfigureAwait(false);
        try
        {
            await store.KeepsAsync(new() { Search = "needle 😀" }, entries[..1], token).ConfigureAwait(false);
            await store.KeepsAsync(new() { Search = "3105550142" }, entries[..1], token).ConfigureAwait(false);
            await store.KeepsAsync(new() { From = new(2026, 6, 18) }, entries[1..], token).ConfigureAwait(false);
        }
        finally
        {
            await Disposal.DisposeAsync(store).ConfigureAwait(false);
        }
    }
}

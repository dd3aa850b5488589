using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Cases about ids, many callers at the same time, cancellation and misuse.</summary>
internal static class AppendCases
{
    public static IReadOnlyList<ConformanceCase<IConnectLogStore>> All { get; } =
    [
        LogCase.New("Empty", "A fresh store has no entries.", Empty),
        LogCase.New("IdsAscend", "Each entry gets a higher id than the one before; the first is above 0, and an id that the caller sets is ignored.", IdsAscend),
        LogCase.New("HundredWriters", "A hundred callers at once lose no entry and mix none up. No id is given twice, and the ids of each caller ascend.", HundredWriters),
        LogCase.New("GetUnknown", "An id that no entry has gives null.", GetUnknown),
        LogCase.New("AppendCancelled", "Append with a cancelled token ends with OperationCanceledException and adds nothing.", AppendCancelled),
        LogCase.New("ReadCancelled", "Get and Query with a cancelled token end with OperationCanceledException.", ReadCancelled),
        LogCase.New("CancelledMidway", "A Query or a Stream that is cancelled while it runs ends as usual or with OperationCanceledException, and the store works on.", CancelledMidway),
        LogCase.New("Null", "Append, Query and Stream refuse null with ArgumentNullException.", Null),
    ];

    private static async Task Empty(IConnectLogStore store, CancellationToken token)
    {
        ConnectLogPage page = await store.QueryAsync(new(), token).ConfigureAwait(false);
        Check.Equal("the number of entries", 0, page.Entries.Count);
        Check.Equal("the total", 0, page.Total);
        Check.Equal("whether the total is exact", true, page.TotalIsExact);
        Check.Equal("the number of streamed entries", 0, (await LogCase.ReadAsync(store.StreamAsync(new(), token)).ConfigureAwait(false)).Count);
    }

    private static async Task IdsAscend(IConnectLogStore store, CancellationToken token)
    {
        long last = 0;
        foreach (long given in (long[])[0, 1, 1, -5, long.MaxValue, 3, 0])
        {
            long id = await store.AppendAsync(LogCase.Entry($"given {given}") with { Id = given }, token).ConfigureAwait(false);
            Check.That(id > last, $"an id above {last}", $"{id}");
            Check.Equal("the result under the new id", $"given {given}", (await store.LoadAsync(id, token).ConfigureAwait(false)).Result);
            last = id;
        }
    }

    /// <summary>Cancels at later and later moments, until the read is over before.</summary>
    private static async Task CancelledMidway(IConnectLogStore store, CancellationToken token)
    {
        await store.AppendManyAsync(1_000, token).ConfigureAwait(false);
        var query = new ConnectLogQuery { Search = "9", PageSize = 1_000 };
        Func<CancellationToken, Task>[] reads =
            [async stop => await store.QueryAsync(query, stop).ConfigureAwait(false), stop => LogCase.ReadAsync(store.StreamAsync(query, stop))];
        foreach (Func<CancellationToken, Task> read in reads)
        {
            for (int pauses = 0; pauses < 100_000 && await IsCaughtAsync(read, pauses, token).ConfigureAwait(false);)
            {
                pauses += 1 + (pauses / 2);
            }
        }

        ConnectLogPage page = await store.QueryAsync(new() { PageSize = 1_000 }, token).ConfigureAwait(false);
        Check.Equal("the number of entries afterwards", 1_000, page.Entries.Count);
    }

    private static async Task<bool> IsCaughtAsync(Func<CancellationToken, Task> read, int pauses, CancellationToken token)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        Task reading = Task.Run(() => read(stop.Token), token);
        for (int i = 0; i < pauses && !reading.IsCompleted; i++)
        {
            await Task.Yield();
        }

        await stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await reading.ConfigureAwait(false);
            return false;
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new CheckFailedException("an end as usual, or OperationCanceledException, of a read that is cancelled while it runs", $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private static async Task HundredWriters(IConnectLogStore store, CancellationToken token)
    {
        const int Each = 8;
        long[][] ids = await Crowd.RunAsync(100, async writer =>
        {
            long[] own = new long[Each];
            for (int i = 0; i < Each; i++)
            {
                own[i] = await store.AppendAsync(LogCase.Entry($"writer {writer} entry {i}"), token).ConfigureAwait(false);
            }

            return own;
        }).ConfigureAwait(false);
        Check.Equal("the number of different ids", 100 * Each, ids.SelectMany(own => own).Distinct().Count());
        for (int writer = 0; writer < ids.Length; writer++)
        {
            Check.Sequence($"the ids of writer {writer}", ids[writer].Order(), ids[writer]);
            for (int i = 0; i < Each; i++)
            {
                ConnectLogEntry seen = await store.LoadAsync(ids[writer][i], token).ConfigureAwait(false);
                Check.Equal($"the result of entry {seen.Id}", $"writer {writer} entry {i}", seen.Result);
            }
        }

        Check.Equal("the number of all entries", 100 * Each, (await LogCase.ReadAsync(store.StreamAsync(new(), token)).ConfigureAwait(false)).Count);
    }

    private static async Task GetUnknown(IConnectLogStore store, CancellationToken token)
    {
        long id = await store.AppendAsync(LogCase.Entry(), token).ConfigureAwait(false);
        foreach (long unknown in (long[])[0, -1, id + 1, long.MaxValue, long.MinValue])
        {
            Check.That(await store.GetAsync(unknown, token).ConfigureAwait(false) is null, $"null for the unknown id {unknown}", "an entry");
        }
    }

    private static async Task AppendCancelled(IConnectLogStore store, CancellationToken token)
    {
        await Check.CancelledAsync("AppendAsync", async cancelled => await store.AppendAsync(LogCase.Entry(), cancelled).ConfigureAwait(false)).ConfigureAwait(false);
        Check.Equal("the total", 0, (await store.QueryAsync(new(), token).ConfigureAwait(false)).Total);
    }

    private static async Task ReadCancelled(IConnectLogStore store, CancellationToken token)
    {
        long id = await store.AppendAsync(LogCase.Entry(), token).ConfigureAwait(false);
        await Check.CancelledAsync("GetAsync", async cancelled => await store.GetAsync(id, cancelled).ConfigureAwait(false)).ConfigureAwait(false);
        await Check.CancelledAsync("QueryAsync", async cancelled => await store.QueryAsync(new(), cancelled).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task Null(IConnectLogStore store, CancellationToken token)
    {
        await Check.ThrowsAsync<ArgumentNullException>(
            "AppendAsync(null)", async () => await store.AppendAsync(null!, token).ConfigureAwait(false)).ConfigureAwait(false);
        await Check.ThrowsAsync<ArgumentNullException>(
            "QueryAsync(null)", async () => await store.QueryAsync(null!, token).ConfigureAwait(false)).ConfigureAwait(false);
        await Check.ThrowsAsync<ArgumentNullException>(
            "StreamAsync(null)", () => LogCase.ReadAsync(store.StreamAsync(null!, token))).ConfigureAwait(false);
    }
}

using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Cases about reading the log as a stream.</summary>
internal static class StreamCases
{
    public static IReadOnlyList<ConformanceCase<IConnectLogStore>> All { get; } =
    [
        LogCase.New("StreamAll", "Stream gives everything, newest first, also more than the largest page.", StreamAll),
        LogCase.New("StreamIgnoresPaging", "Stream ignores the page and its size, even ones that Query refuses.", StreamIgnoresPaging),
        LogCase.New("StreamSnapshot", "Stream gives the entries that existed when the reading began, each once, while others are appended.", StreamSnapshot),
        LogCase.New("StreamAbandoned", "A stream that is not read to its end leaves the store usable.", StreamAbandoned),
        LogCase.New("StreamTwice", "The sequence that Stream returns can be read twice, also while another reader is in its middle.", StreamTwice),
        LogCase.New("StreamCancelled", "Cancelling the token given to Stream ends the reading with OperationCanceledException, before it begins or later.", (store, token) =>
            CancelAsync(store, (query, stop) => store.StreamAsync(query, stop), token)),
        LogCase.New("StreamWithCancellation", "Cancelling the token given by WithCancellation ends the reading in the same way.", (store, token) =>
            CancelAsync(store, (query, stop) => Within(store, query, stop), token)),
    ];

    private static async Task StreamAll(IConnectLogStore store, CancellationToken token)
    {
        long[] ids = await store.AppendManyAsync(1_050, token).ConfigureAwait(false);
        List<ConnectLogEntry> seen = await LogCase.ReadAsync(store.StreamAsync(new(), token)).ConfigureAwait(false);
        Check.Sequence("the ids", ids.Reverse(), seen.Select(e => e.Id));
    }

    private static async Task StreamIgnoresPaging(IConnectLogStore store, CancellationToken token)
    {
        long[] ids = await store.AppendManyAsync(50, token).ConfigureAwait(false);
        foreach (ConnectLogQuery query in (ConnectLogQuery[])[new(), new() { Page = 2 }, new() { Page = 0, PageSize = 7 }])
        {
            Check.Set(
                $"the ids streamed with page {query.Page} by {query.PageSize}",
                ids,
                (await LogCase.ReadAsync(store.StreamAsync(query, token)).ConfigureAwait(false)).Select(e => e.Id));
        }
    }

    private static async Task StreamSnapshot(IConnectLogStore store, CancellationToken token)
    {
        long[] ids = await store.AppendManyAsync(100, token).ConfigureAwait(false);
        List<long> seen = [];
        await foreach (ConnectLogEntry entry in store.StreamAsync(new(), token).ConfigureAwait(false))
        {
            seen.Add(entry.Id);
            if (seen.Count < 100)
            {
                await store.AppendAsync(LogCase.Entry("later"), token).ConfigureAwait(false);
            }
        }

        Check.Set("the ids", ids, seen);
    }

    private static async Task StreamAbandoned(IConnectLogStore store, CancellationToken token)
    {
        long[] ids = await store.AppendManyAsync(30, token).ConfigureAwait(false);
        for (int i = 0; i < 25; i++)
        {
            await foreach (ConnectLogEntry first in store.StreamAsync(new(), token).ConfigureAwait(false))
            {
                Check.That(ids.Contains(first.Id), "an entry that was appended", $"id {first.Id}");
                break;
            }
        }

        long id = await store.AppendAsync(LogCase.Entry("after"), token).ConfigureAwait(false);
        await store.LoadAsync(id, token).ConfigureAwait(false);
    }

    private static async Task StreamTwice(IConnectLogStore store, CancellationToken token)
    {
        long[] ids = await store.AppendManyAsync(30, token).ConfigureAwait(false);
        IAsyncEnumerable<ConnectLogEntry> stream = store.StreamAsync(new(), token);
        List<long> first = [];
        await foreach (ConnectLogEntry entry in stream.ConfigureAwait(false))
        {
            first.Add(entry.Id);
            if (first.Count == 10)
            {
                Check.Set("the ids of a second reader", ids, (await LogCase.ReadAsync(stream).ConfigureAwait(false)).Select(e => e.Id));
            }
        }

        Check.Set("the ids of the first reader", ids, first);
    }

    private static async Task CancelAsync(
        IConnectLogStore store, Func<ConnectLogQuery, CancellationToken, IAsyncEnumerable<ConnectLogEntry>> stream, CancellationToken token)
    {
        await store.AppendManyAsync(100, token).ConfigureAwait(false);
        await Check.CancelledAsync("StreamAsync", stop => LogCase.ReadAsync(stream(new(), stop))).ConfigureAwait(false);
        using var source = new CancellationTokenSource();
        await Check.ThrowsAsync<OperationCanceledException>("StreamAsync when cancelled in the middle of 100 entries", async () =>
        {
            int read = 0;
            await foreach (ConnectLogEntry entry in stream(new(), source.Token).ConfigureAwait(false))
            {
                if (++read == 3)
                {
                    await source.CancelAsync().ConfigureAwait(false);
                }
            }
        }).ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<ConnectLogEntry> Within(
        IConnectLogStore store, ConnectLogQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        // The store gets the token only from the enumerator.
        await foreach (ConnectLogEntry entry in store.StreamAsync(query, CancellationToken.None).WithCancellation(stop).ConfigureAwait(false))
        {
            yield return entry;
        }
    }
}

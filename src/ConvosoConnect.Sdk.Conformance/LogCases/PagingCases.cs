using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.LogCases;

/// <summary>Cases about pages, cursors and totals.</summary>
internal static class PagingCases
{
    public static IReadOnlyList<ConformanceCase<IConnectLogStore>> All { get; } =
    [
        LogCase.New("NewestFirst", "Entries come newest first, which is by descending id, whatever their timestamps.", NewestFirst),
        LogCase.New("Pages", "Pages join without gap or overlap, the last one may be short, and those after it are empty.", Pages),
        LogCase.New("PageSizes", "A page has the size that was asked for: each of the sizes offered, and any other from 1 to 1,000.", PageSizes),
        LogCase.New("PagingRefused", "A page size below 1 or above 1,000 and a page below 1 are refused with ArgumentException.", PagingRefused),
        LogCase.New("Totals", "The total counts all entries that match the query, not only those of the page; it is exact up to a thousand at least.", Totals),
        LogCase.New("TotalsMany", "A total of more than a thousand is exact, or says that it is not and is not too high; the last pages can be read anyway.", TotalsMany),
        LogCase.New("After", "After keeps the entries with a higher id.", After),
        LogCase.New("Before", "Before keeps the entries with a lower id.", Before),
        LogCase.New("AfterAndBefore", "After and Before work together, with a filter, and over several pages.", AfterAndBefore),
        LogCase.New("CursorWhileAppending", "Reading on with Before neither repeats nor skips an entry while others are appended.", CursorWhileAppending),
    ];

    private static async Task NewestFirst(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(
            Enumerable.Range(0, 12).Select(i => LogCase.Entry() with { Timestamp = LogCase.Noon.AddHours(i * 7 % 12) }), token).ConfigureAwait(false);
        ConnectLogPage page = await store.QueryAsync(new(), token).ConfigureAwait(false);
        Check.Sequence("the ids", entries.Select(e => e.Id).Reverse(), page.Entries.Select(e => e.Id));
    }

    private static async Task Pages(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(Enumerable.Range(0, 45).Select(i => LogCase.Entry($"r{i}")), token).ConfigureAwait(false);
        long[] newest = [.. entries.Select(e => e.Id).Reverse()];
        foreach (int page in (int[])[1, 2, 3, 4, 1_000_000, int.MaxValue])
        {
            ConnectLogPage seen = await store.QueryAsync(new() { Page = page }, token).ConfigureAwait(false);
            Check.Sequence($"the ids of page {page}", newest.Where((_, i) => i / 20 == page - 1), seen.Entries.Select(e => e.Id));
        }
    }

    private static async Task PageSizes(IConnectLogStore store, CancellationToken token)
    {
        long[] ids = await store.AppendManyAsync(1_050, token).ConfigureAwait(false);
        foreach (int size in (int[])[.. ConnectLogQuery.PageSizes, 1, 7, 999])
        {
            foreach (int number in (int[])[1, 2])
            {
                ConnectLogPage page = await store.QueryAsync(new() { PageSize = size, Page = number }, token).ConfigureAwait(false);
                Check.Sequence($"the ids of page {number} by {size}", ids.Reverse().Skip((number - 1) * size).Take(size), page.Entries.Select(e => e.Id));
            }
        }
    }

    private static async Task PagingRefused(IConnectLogStore store, CancellationToken token)
    {
        ConnectLogQuery[] queries =
            [new() { PageSize = 0 }, new() { PageSize = 1_001 }, new() { PageSize = -20 }, new() { PageSize = int.MaxValue }, new() { Page = 0 }, new() { Page = -1 }];
        foreach (ConnectLogQuery query in queries)
        {
            await Check.ThrowsAsync<ArgumentException>(
                $"QueryAsync of page {query.Page} by {query.PageSize}", async () => await store.QueryAsync(query, token).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private static async Task Totals(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(Enumerable.Range(0, 50).Select(i => LogCase.Entry($"result {i % 2}")), token).ConfigureAwait(false);
        (ConnectLogQuery Query, long Total)[] expectations =
        [
            (new(), 50), (new() { Page = 3 }, 50), (new() { Page = 9 }, 50), (new() { Search = "result 1" }, 25), (new() { Search = "none" }, 0),
            (new() { Before = entries[30].Id }, 30), (new() { After = entries[30].Id, Page = 2 }, 19),
        ];
        foreach ((ConnectLogQuery query, long total) in expectations)
        {
            ConnectLogPage page = await store.QueryAsync(query, token).ConfigureAwait(false);
            Check.Equal($"the total of {LogCase.Text(query)}", total, page.Total);
            Check.Equal("whether the total is exact", true, page.TotalIsExact);
        }
    }

    private static async Task TotalsMany(IConnectLogStore store, CancellationToken token)
    {
        const int Entries = 1_500;
        long[] ids = await store.AppendManyAsync(Entries, token).ConfigureAwait(false);
        foreach (ConnectLogQuery query in (ConnectLogQuery[])[new(), new() { Search = "result" }, new() { EndpointId = "crm" }, new() { Outcome = ConnectLogOutcome.Succeeded }])
        {
            foreach (int number in (int[])[1, 70, 75, 76])
            {
                ConnectLogPage page = await store.QueryAsync(query with { Page = number }, token).ConfigureAwait(false);
                string what = $"the total of {LogCase.Text(query with { Page = number })}";
                Check.That(page.TotalIsExact ? page.Total == Entries : page.Total is >= 1_000 and < Entries, $"{what} = {Entries}, or fewer, 1,000 at least, and not exact",
                    $"{page.Total}, {(page.TotalIsExact ? "exact" : "not exact")}");
                Check.Sequence($"the ids of {LogCase.Text(query with { Page = number })}", ids.Reverse().Skip((number - 1) * 20).Take(20), page.Entries.Select(e => e.Id));
            }
        }
    }

    private static async Task After(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(Enumerable.Range(0, 10).Select(i => LogCase.Entry($"r{i}")), token).ConfigureAwait(false);
        await store.KeepsAsync(new() { After = entries[6].Id }, entries[7..], token).ConfigureAwait(false);
        await store.KeepsAsync(new() { After = entries[9].Id }, [], token).ConfigureAwait(false);
        await store.KeepsAsync(new() { After = 0 }, entries, token).ConfigureAwait(false);
        await store.KeepsAsync(new() { After = long.MinValue }, entries, token).ConfigureAwait(false);
        await store.KeepsAsync(new() { After = long.MaxValue }, [], token).ConfigureAwait(false);
    }

    private static async Task Before(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(Enumerable.Range(0, 10).Select(i => LogCase.Entry($"r{i}")), token).ConfigureAwait(false);
        await store.KeepsAsync(new() { Before = entries[3].Id }, entries[..3], token).ConfigureAwait(false);
        await store.KeepsAsync(new() { Before = entries[0].Id }, [], token).ConfigureAwait(false);
        await store.KeepsAsync(new() { Before = long.MaxValue }, entries, token).ConfigureAwait(false);
        await store.KeepsAsync(new() { Before = long.MinValue }, [], token).ConfigureAwait(false);
    }

    private static async Task AfterAndBefore(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(Enumerable.Range(0, 80).Select(i => LogCase.Entry($"result {i % 2}")), token).ConfigureAwait(false);
        long[] expected = [.. entries.Where((_, i) => i is > 10 and < 70 && i % 2 == 1).Select(e => e.Id).Reverse()];
        var query = new ConnectLogQuery { After = entries[10].Id, Before = entries[70].Id, Search = "result 1" };
        List<long> seen = [];
        foreach (int page in (int[])[1, 2, 3])
        {
            seen.AddRange((await store.QueryAsync(query with { Page = page }, token).ConfigureAwait(false)).Entries.Select(e => e.Id));
        }

        Check.Sequence("the ids of all pages", expected, seen);
        await store.KeepsAsync(query with { Before = entries[11].Id }, [], token).ConfigureAwait(false);
    }

    private static async Task CursorWhileAppending(IConnectLogStore store, CancellationToken token)
    {
        List<ConnectLogEntry> entries = await store.AppendAsync(Enumerable.Range(0, 70).Select(i => LogCase.Entry($"r{i}")), token).ConfigureAwait(false);
        List<long> seen = [];
        for (long? before = null; ; before = seen[^1])
        {
            ConnectLogPage page = await store.QueryAsync(new() { Before = before }, token).ConfigureAwait(false);
            seen.AddRange(page.Entries.Select(e => e.Id));
            if (page.Entries.Count < 20)
            {
                break;
            }

            await store.AppendAsync(Enumerable.Range(0, 7).Select(i => LogCase.Entry("later")), token).ConfigureAwait(false);
        }

        Check.Sequence("the ids read page by page", entries.Select(e => e.Id).Reverse(), seen);
    }
}

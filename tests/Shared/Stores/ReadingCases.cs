using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>Pages, totals and searches of a log that spans several blocks, with a hole in the middle.</summary>
public abstract class ReadingCases
{
    private const int Entries = 12_000;
    private const int HoleFrom = 3000;
    private const int HoleUntil = 9500;

    private static readonly DateTimeOffset Day = new(2026, 3, 10, 20, 0, 0, TimeSpan.Zero);

    private protected abstract Task<TestDatabase> CreateAsync();

    [Fact]
    public async Task QueryAsync_TwelveThousandEntriesThenAHole_PagesAndTotalsHold()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = database.Open(stores: o => o.LogQueueCapacity = Entries);
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        long[] ids = await Task.WhenAll(Enumerable.Range(0, Entries).Select(n => log.AppendAsync(Entry(n), Token).AsTask()));
        Assert.Equal(ids.Order(), ids);

        await AssertPagesAsync(log, [.. ids.OrderDescending()]);
        await AssertTotalsAsync(log);

        await engine.GetRequiredService<IConnectLogRetention>().PurgeAsync(Day.AddDays(-1), Token);

        long[] left = [.. ids.Where((_, n) => n is < HoleFrom or >= HoleUntil).OrderDescending()];
        Assert.Equal(left.Length, await database.CheckAsync());
        await AssertPagesAsync(log, left);
        await AssertShortSearchesAsync(log);
        await AssertStoppedStreamAsync(log, left);
        await AssertStreamAsync(log, left);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The middle is older, so that a purge leaves a hole between the ids.</summary>
    private static ConnectLogEntry Entry(int n) => new()
    {
        Timestamp = n is >= HoleFrom and < HoleUntil ? Day.AddDays(-2) : Day,
        EndpointId = "crm",
        LeadId = $"{n}",
        PrimaryPhone = $"310555{n:00000}",
        Result = n switch { 7 => "q", 8 => "Žq%", 9 => "_", _ => "accepted" },
    };

    private static async Task AssertPagesAsync(IConnectLogStore log, long[] expected)
    {
        // Page by number and page by key give the same, however deep.
        long? before = null;
        for (int page = 1; page <= (expected.Length / 1000) + 2; page++)
        {
            long[] wanted = [.. expected.Skip((page - 1) * 1000).Take(1000)];
            ConnectLogPage numbered = await log.QueryAsync(new ConnectLogQuery { PageSize = 1000, Page = page }, Token);
            ConnectLogPage keyed = await log.QueryAsync(new ConnectLogQuery { PageSize = 1000, Before = before }, Token);
            Assert.Equal(wanted, numbered.Entries.Select(e => e.Id));
            Assert.Equal(wanted, keyed.Entries.Select(e => e.Id));
            Assert.Equal((expected.Length, true), (numbered.Total, numbered.TotalIsExact));
            before = wanted.Length == 0 ? 0 : wanted[^1];
        }

        for (int page = 1; page * 50 < expected.Length; page += 17)
        {
            ConnectLogPage small = await log.QueryAsync(new ConnectLogQuery { PageSize = 50, Page = page }, Token);
            Assert.Equal(expected.Skip((page - 1) * 50).Take(50), small.Entries.Select(e => e.Id));
        }

        ConnectLogPage beyond = await log.QueryAsync(new ConnectLogQuery { PageSize = 1000, Page = int.MaxValue }, Token);
        Assert.Empty(beyond.Entries);
        Assert.Equal(expected.Length, beyond.Total);
    }

    private static async Task AssertTotalsAsync(IConnectLogStore log)
    {
        var day = new DateOnly(2026, 3, 10);
        (ConnectLogQuery Query, long Total, bool IsExact)[] cases =
        [
            (new() { From = day, To = day }, Entries - (HoleUntil - HoleFrom), true),
            (new() { From = day.AddDays(-2), To = day.AddDays(-2) }, HoleUntil - HoleFrom, true),
            (new() { From = day.AddDays(-2), To = day }, Entries, true),
            (new() { To = day.AddDays(-3) }, 0, true),
            (new() { From = day.AddDays(1) }, 0, true),
            (new() { EndpointId = "crm" }, 1_000, false),
            (new() { Search = "accepted" }, 1_000, false),
            (new() { Search = "(310) 555" }, 1_000, false),
            (new() { Search = "310-555-0000" }, 10, true),
            (new() { EndpointId = "other" }, 0, true),
            (new() { EndpointId = "crm", From = day, To = day, Search = "accepted" }, 1_000, false),
        ];
        foreach ((ConnectLogQuery query, long total, bool isExact) in cases)
        {
            ConnectLogPage page = await log.QueryAsync(query, Token);
            Assert.Equal((query, total, isExact), (query, page.Total, page.TotalIsExact));
            Assert.Equal(Math.Min(20, total), page.Entries.Count);
        }
    }

    private static async Task AssertShortSearchesAsync(IConnectLogStore log)
    {
        foreach ((string search, string[] leads) in new (string, string[])[]
        {
            ("Q", ["8", "7"]), ("ž", ["8"]), ("žQ", ["8"]), ("%", ["8"]), ("_", ["9"]), ("q%", ["8"]), ("žq%", ["8"]), ("__", []), ("%%%", []), ("\"", []),
        })
        {
            ConnectLogPage page = await log.QueryAsync(new ConnectLogQuery { Search = search }, Token);
            Assert.Equal((search, string.Join(' ', leads)), (search, string.Join(' ', page.Entries.Select(e => e.LeadId))));
        }
    }

    /// <summary>Stopped among entries whose next page is being read: by leaving the loop, and by cancelling.</summary>
    private static async Task AssertStoppedStreamAsync(IConnectLogStore log, long[] expected)
    {
        const int stop = 2_500;
        Assert.True(expected.Length > stop);
        Assert.Equal(expected[..stop], await log.StreamAsync(new ConnectLogQuery(), Token).Take(stop).Select(e => e.Id).ToArrayAsync(Token));
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Token);
        int seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ConnectLogEntry entry in log.StreamAsync(new ConnectLogQuery(), caller.Token))
            {
                if (++seen == stop)
                {
                    await caller.CancelAsync();
                }
            }
        });
        Assert.Equal(stop, seen);
    }

    private static async Task AssertStreamAsync(IConnectLogStore log, long[] expected)
    {
        var streamed = new List<long>();
        await foreach (ConnectLogEntry entry in log.StreamAsync(new ConnectLogQuery(), Token))
        {
            if (streamed.Count == 1500)
            {
                // What comes while the reading goes on is not part of it.
                await log.AppendAsync(Entry(1), Token);
            }

            streamed.Add(entry.Id);
        }

        Assert.Equal(expected, streamed);
    }
}

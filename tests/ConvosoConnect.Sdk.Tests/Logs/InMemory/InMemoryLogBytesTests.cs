using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Logs.InMemory;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Logs.InMemory;

/// <summary>The log in memory is bounded in bytes too.</summary>
public sealed class InMemoryLogBytesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(100_000, 10)]
    [InlineData(1_000_000, 1000)]
    [InlineData(1_000_000, 30_000)]
    [InlineData(4_000_000, 300_000)]
    public async Task AppendAsync_BeyondTheBytes_LetsTheOldestGo(long bytes, int length)
    {
        var store = new InMemoryConnectLogStore(10_000_000, bytes);
        int count = (int)(bytes * 3 / length / 2) + 2000;
        for (int i = 1; i <= count; i++)
        {
            Assert.Equal(i, await store.AppendAsync(LogEntries.Entry(result: new string('x', length)) with { LeadId = $"{i}" }, Token));
            Assert.InRange(store.HeldBytes, 1, bytes);
        }

        ConnectLogPage page = await store.QueryAsync(new ConnectLogQuery { PageSize = 1000 }, Token);
        Assert.InRange(page.Total, 1, count - 1);

        // Most of the room is used: what is held is no more than a few segments less than what was allowed.
        Assert.InRange(store.HeldBytes, bytes / 2, bytes);
        List<ConnectLogEntry> all = await LogEntries.ToListAsync(store.StreamAsync(new ConnectLogQuery(), Token));
        Assert.Equal(Enumerable.Range(0, (int)page.Total).Select(i => $"{count - i}"), all.Select(e => e.LeadId));
        Assert.Null(await store.GetAsync(count - page.Total, Token));
        Assert.NotNull(await store.GetAsync(count - page.Total + 1, Token));
    }

    [Fact]
    public async Task AppendAsync_EntryLargerThanAllBytes_IsKeptUntilTheNextComes()
    {
        var store = new InMemoryConnectLogStore(100, 50_000);
        await store.AppendAsync(LogEntries.Entry(result: "before"), Token);
        long huge = await store.AppendAsync(LogEntries.Entry() with { ResponseBody = new string('x', 1_000_000) }, Token);

        Assert.Equal(1_000_000, (await store.GetAsync(huge, Token))?.ResponseBody?.Length);
        Assert.Equal(huge, Assert.Single((await store.QueryAsync(new ConnectLogQuery(), Token)).Entries).Id);

        long after = await store.AppendAsync(LogEntries.Entry(result: "after"), Token);

        Assert.Null(await store.GetAsync(huge, Token));
        Assert.Equal(after, Assert.Single((await store.QueryAsync(new ConnectLogQuery(), Token)).Entries).Id);
        Assert.InRange(store.HeldBytes, 1, 50_000);
    }

    [Fact]
    public async Task AppendAsync_HeadersOfTheirOwn_CountToo()
    {
        var store = new InMemoryConnectLogStore(1000, 1_000_000);
        for (int i = 0; i < 100; i++)
        {
            var headers = new HeaderList(new SharedHeaders([new("Authorization", new string('x', 50_000))]), null);
            await store.AppendAsync(LogEntries.Entry() with { InputData = new() { Method = "GET", Url = "u", Headers = headers } }, Token);
        }

        Assert.InRange((await store.QueryAsync(new ConnectLogQuery(), Token)).Total, 1, 10);
    }

    [Fact]
    public async Task AppendAsync_HugeEntriesOfManyWriters_StayWithinTheBytesAndAreReadWhole()
    {
        const int bytes = 8_000_000;
        var store = new InMemoryConnectLogStore(10_000, bytes);
        Task[] writers = [.. Enumerable.Range(0, 4).Select(writer => Task.Run(
            async () =>
            {
                for (int i = 0; i < 200; i++)
                {
                    int length = i % 10 == 0 ? 500_000 : 700 * (i % 7);
                    await store.AppendAsync(LogEntries.Entry(result: $"{length}") with { ResponseBody = new string((char)('a' + writer), length) }, Token);
                    Assert.InRange(store.HeldBytes, 1, bytes);
                }
            },
            Token))];
        do
        {
            await foreach (ConnectLogEntry entry in store.StreamAsync(new ConnectLogQuery(), Token))
            {
                Assert.Equal(entry.Result, $"{entry.ResponseBody!.Length}");
                Assert.False(entry.ResponseBody.AsSpan().ContainsAnyExceptInRange('a', 'd'));
            }
        }
        while (!Task.WhenAll(writers).IsCompleted);

        await Task.WhenAll(writers);
        Assert.Equal(800, (await store.QueryAsync(new ConnectLogQuery(), Token)).Entries[0].Id);
    }
}

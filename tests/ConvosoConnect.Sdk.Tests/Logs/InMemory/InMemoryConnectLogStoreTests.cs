using ConvosoConnect.Sdk.Logs.InMemory;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Logs.InMemory;

public sealed class InMemoryConnectLogStoreTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AppendAsync_HeadersChangedLater_KeepsThemAsTheyWere()
    {
        var store = new InMemoryConnectLogStore(10);
        List<KeyValuePair<string, string>> headers = [new("A", "1")];
        long id = await store.AppendAsync(LogEntries.Entry() with { InputData = new() { Method = "GET", Url = "u", Headers = headers } }, Token);
        headers.Clear();

        Assert.Equal([new("A", "1")], (await store.GetAsync(id, Token))!.InputData!.Headers);
    }

    [Fact]
    public async Task AppendAsync_AnyIdGiven_AssignsAscendingIdsFromOne()
    {
        var store = new InMemoryConnectLogStore(10);
        Assert.Equal(1, await store.AppendAsync(LogEntries.Entry() with { Id = 77 }, Token));
        Assert.Equal(2, await store.AppendAsync(LogEntries.Entry() with { Id = -5 }, Token));
        Assert.Equal(2, (await store.GetAsync(2, Token))?.Id);
        Assert.Null(await store.GetAsync(3, Token));
        Assert.Null(await store.GetAsync(0, Token));
        Assert.Null(await store.GetAsync(long.MinValue, Token));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(100)]
    public async Task AppendAsync_BeyondCapacity_KeepsExactlyTheNewest(int capacity)
    {
        var store = new InMemoryConnectLogStore(capacity);
        for (int i = 1; i <= 250; i++)
        {
            await store.AppendAsync(LogEntries.Entry(result: $"r{i}"), Token);
            long first = Math.Max(1, i - capacity + 1);
            Assert.Equal($"r{first}", (await store.GetAsync(first, Token))?.Result);
            Assert.Null(await store.GetAsync(first - 1, Token));
        }

        ConnectLogPage page = await store.QueryAsync(new ConnectLogQuery { PageSize = 1000 }, Token);
        Assert.Equal(capacity, page.Total);
        Assert.True(page.TotalIsExact);
        Assert.Equal(Enumerable.Range(0, capacity).Select(i => 250L - i), page.Entries.Select(entry => entry.Id));
        Assert.All(page.Entries, entry => Assert.Equal($"r{entry.Id}", entry.Result));
    }

    [Fact]
    public async Task AppendAsync_EvictedEntries_AreLetGo()
    {
        var store = new InMemoryConnectLogStore(1);
        WeakReference evicted = await AppendAndForget(store);
        await store.AppendAsync(LogEntries.Entry(), Token);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(evicted.IsAlive);
    }

    [Fact]
    public async Task Constructor_HugeCapacity_AllocatesNothingUpFront()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var store = new InMemoryConnectLogStore(10_000_000);
        ValueTask<long> id = store.AppendAsync(LogEntries.Entry(), CancellationToken.None);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 100_000);
        Assert.Equal(1, await id);
    }

    [Fact]
    public async Task QueryAsync_WhileEntriesMakeRoomForNewOnes_ReadsEachWhole()
    {
        var store = new InMemoryConnectLogStore(200);
        Task writing = Task.Run(
            async () =>
            {
                for (int n = 1; n <= 20_000; n++)
                {
                    // Of many lengths, so that none stands where one before it stood.
                    string text = new((char)('a' + (n % 26)), n % 997);
                    await store.AppendAsync(LogEntries.Entry() with { LeadId = $"{n}", Result = text, ResponseBody = text }, Token);
                }
            },
            Token);
        long seen = 0;
        while (!writing.IsCompleted)
        {
            await foreach (ConnectLogEntry entry in store.StreamAsync(new ConnectLogQuery(), Token))
            {
                seen++;
                Assert.Equal($"{entry.Id}", entry.LeadId);
                Assert.Equal(new string((char)('a' + (entry.Id % 26)), (int)(entry.Id % 997)), entry.Result);
                Assert.Equal(entry.Result, entry.ResponseBody);
            }
        }

        await writing;
        Assert.True(seen > 200, $"Only {seen} entries were read.");
        Assert.Equal(200, (await store.QueryAsync(new ConnectLogQuery(), Token)).Total);
    }

    [Fact]
    public void Constructor_NoCapacity_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new InMemoryConnectLogStore(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new InMemoryConnectLogStore(1, 0));
    }

    [Fact]
    public async Task AppendAsync_HundredWriters_LosesNothingAndRepeatsNothing()
    {
        var store = new InMemoryConnectLogStore(5_000);
        var ids = new System.Collections.Concurrent.ConcurrentBag<long>();
        Task reading = Task.Run(
            async () =>
            {
                ConnectLogPage page;
                do
                {
                    page = await store.QueryAsync(new ConnectLogQuery { PageSize = 1000 }, Token);
                    Assert.Equal(page.Entries.Select(entry => entry.Id).OrderDescending(), page.Entries.Select(entry => entry.Id));
                    Assert.True(page.Entries.Count == Math.Min(1000, page.Total));
                }
                while (ids.Count < 20_000);
            },
            Token);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(writer => Task.Run(
            async () =>
            {
                for (int i = 0; i < 200; i++)
                {
                    ids.Add(await store.AppendAsync(LogEntries.Entry(result: $"{writer}"), Token));
                }
            },
            Token)));
        await reading;
        Assert.Equal(Enumerable.Range(1, 20_000).Select(id => (long)id), ids.Order());
        Assert.Equal(5_000, (await store.QueryAsync(new ConnectLogQuery(), Token)).Total);
    }

    [Fact]
    public async Task QueryAsync_Pages_AreNewestFirstWithTheWholeTotal()
    {
        InMemoryConnectLogStore store = await Filled(90);
        ConnectLogPage first = await store.QueryAsync(new ConnectLogQuery(), Token);
        ConnectLogPage last = await store.QueryAsync(new ConnectLogQuery { Page = 5 }, Token);
        ConnectLogPage beyond = await store.QueryAsync(new ConnectLogQuery { Page = int.MaxValue }, Token);
        Assert.Equal((90, 90, 90), (first.Total, last.Total, beyond.Total));
        Assert.Equal([90L, 89L], first.Entries.Take(2).Select(entry => entry.Id));
        Assert.Equal(20, first.Entries.Count);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => 10L - i), last.Entries.Select(entry => entry.Id));
        Assert.Empty(beyond.Entries);
    }

    [Fact]
    public async Task QueryAsync_Filter_CountsWhatItKeeps()
    {
        InMemoryConnectLogStore store = await Filled(90);
        ConnectLogPage page = await store.QueryAsync(new ConnectLogQuery { EndpointId = "e0", PageSize = 20, Page = 2 }, Token);
        Assert.Equal(30, page.Total);
        Assert.Equal(Enumerable.Range(1, 10).Select(i => 33L - (3 * i)), page.Entries.Select(entry => entry.Id));
    }

    [Fact]
    public async Task QueryAsync_EmptyStore_IsAnEmptyPage()
    {
        ConnectLogPage page = await new InMemoryConnectLogStore(10).QueryAsync(new ConnectLogQuery(), Token);
        Assert.Empty(page.Entries);
        Assert.Equal(0, page.Total);
    }

    [Fact]
    public async Task QueryAsync_BadPageSize_Throws()
    {
        var store = new InMemoryConnectLogStore(10);
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.QueryAsync(new ConnectLogQuery { PageSize = 1001 }, Token));
    }

    [Fact]
    public async Task StreamAsync_AppendsMeanwhile_GivesWhatWasThereAtTheStart()
    {
        InMemoryConnectLogStore store = await Filled(90);
        IAsyncEnumerable<ConnectLogEntry> stream = store.StreamAsync(new ConnectLogQuery { PageSize = 3, Page = -1 }, Token);
        await using IAsyncEnumerator<ConnectLogEntry> reader = stream.GetAsyncEnumerator(Token);
        Assert.True(await reader.MoveNextAsync());
        for (int i = 0; i < 500; i++)
        {
            await store.AppendAsync(LogEntries.Entry(result: "later"), Token);
        }

        for (long id = 90; id >= 1; id--)
        {
            Assert.Equal(id, reader.Current.Id);
            Assert.Equal(id > 1, await reader.MoveNextAsync());
        }

        Assert.Equal(590, (await LogEntries.ToListAsync(stream))[0].Id);
    }

    [Fact]
    public async Task StreamAsync_Filter_KeepsWhatMatches()
    {
        InMemoryConnectLogStore store = await Filled(10_000);
        List<ConnectLogEntry> kept = await LogEntries.ToListAsync(store.StreamAsync(new ConnectLogQuery { Search = "R99" }, Token));
        Assert.Equal(111, kept.Count);
        Assert.Equal(9999, kept[0].Id);
    }

    [Fact]
    public void StreamAsync_FromAfterTo_ThrowsAtOnce() =>
        Assert.Throws<ArgumentException>(
            () => new InMemoryConnectLogStore(1).StreamAsync(new ConnectLogQuery { From = DateOnly.MaxValue, To = DateOnly.MinValue }, Token));

    [Fact]
    public async Task StreamAsync_CancelledMidway_Stops()
    {
        InMemoryConnectLogStore store = await Filled(90);
        using var source = new CancellationTokenSource();
        int read = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (ConnectLogEntry entry in store.StreamAsync(new ConnectLogQuery(), Token).WithCancellation(source.Token))
            {
                Assert.Equal(90 - read, entry.Id);
                read++;
                await source.CancelAsync();
            }
        });
        Assert.Equal(1, read);
    }

    [Fact]
    public async Task AllMembers_CancelledToken_CancelAndAddNothing()
    {
        InMemoryConnectLogStore store = await Filled(5);
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.AppendAsync(LogEntries.Entry(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.GetAsync(1, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.QueryAsync(new ConnectLogQuery(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await LogEntries.ToListAsync(store.StreamAsync(new ConnectLogQuery(), cancelled)));
        Assert.Equal(5, (await store.QueryAsync(new ConnectLogQuery(), Token)).Total);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> AppendAndForget(InMemoryConnectLogStore store)
    {
        var body = new string('x', 100);
        await store.AppendAsync(LogEntries.Entry(result: body), Token);
        return new WeakReference(body);
    }

    private static async Task<InMemoryConnectLogStore> Filled(int count)
    {
        var store = new InMemoryConnectLogStore(10_000);
        for (int i = 1; i <= count; i++)
        {
            await store.AppendAsync(LogEntries.Entry(endpointId: $"e{i % 3}", result: $"r{i}"), Token);
        }

        return store;
    }
}

using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>How entries come into the log: together, in order, and none is forgotten.</summary>
public abstract class WritingCases
{
    private protected abstract Task<TestDatabase> CreateAsync();

    /// <summary>How many transactions have added entries since this was last called.</summary>
    private protected abstract Task<int> CommitsAsync(TestDatabase database);

    [Fact]
    public async Task AppendAsync_SixtyFourAtOnce_NeedFewTransactions()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await log.AppendAsync(Entry("first"), Token);
        await CommitsAsync(database);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(n => log.AppendAsync(Entry($"{n}"), Token).AsTask()));

        Assert.InRange(await CommitsAsync(database), 1, 16);
        Assert.Equal(65, await database.CheckAsync());
    }

    [Fact]
    public async Task DisposeAsync_EntriesQueued_AreWritten()
    {
        await using TestDatabase database = await CreateAsync();
        Task<long>[] appends;
        await using (ServiceProvider engine = database.Open())
        {
            IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
            appends = [.. Enumerable.Range(0, 500).Select(n => log.AppendAsync(Entry($"{n}"), Token).AsTask())];
        }

        Assert.All(appends, append => Assert.True(append.IsCompleted || append.Wait(TimeSpan.FromSeconds(10), Token)));
        Assert.Equal(500, await database.CheckAsync());
        await using ServiceProvider again = database.Open();
        Assert.Equal(500, (await again.GetRequiredService<IConnectLogStore>().QueryAsync(new ConnectLogQuery(), Token)).Total);
    }

    [Fact]
    public async Task DisposeAsync_SendsUnderWay_AreWrittenWhoeverAskedForTheStoreLast()
    {
        await using TestDatabase database = await CreateAsync();
        using var arrived = new SemaphoreSlim(0);
        var free = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ServiceProvider engine = database.Open(services => services.AddHttpClient("ConvosoConnect").AddHttpMessageHandler(() => new Holding(arrived, free.Task)));
        IConvosoConnectClient client = engine.GetRequiredService<IConvosoConnectClient>();
        _ = engine.GetServices<IHostedService>();
        await StubEngine.SaveAsync(engine);
        Task<ConnectResult>[] sending = [.. Enumerable.Range(0, 16).Select(n => client.SendAsync(StubEngine.EndpointId, StubEngine.Lead($"{n}"), Token))];
        for (int n = 0; n < sending.Length; n++)
        {
            await arrived.WaitAsync(Token);
        }

        Task disposing = engine.DisposeAsync().AsTask();
        free.SetResult();
        await disposing;

        Assert.All(await Task.WhenAll(sending), r => Assert.Equal((true, null), (r.Succeeded, r.LogError)));
        Assert.Equal(16, await database.CheckAsync());
    }

    [Fact]
    public async Task AppendAsync_AfterDisposal_IsRefused()
    {
        await using TestDatabase database = await CreateAsync();
        ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await log.AppendAsync(Entry("before"), Token);
        await engine.DisposeAsync();

        var refused = await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.AppendAsync(Entry("after"), Token));

        Assert.Contains("The log is closed, because the app shuts down. Finish the sends before it does.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await database.CheckAsync());
    }

    [Fact]
    public async Task Dispose_Synchronous_WritesWhatIsQueued()
    {
        await using TestDatabase database = await CreateAsync();
        using (ServiceProvider engine = database.Open())
        {
            _ = engine.GetRequiredService<IConnectLogStore>().AppendAsync(Entry("queued"), Token).AsTask();
        }

        Assert.Equal(1, await database.CheckAsync());
    }

    [Fact]
    public async Task AppendAsync_OneEntryRefusedByTheDatabase_TheOthersAreWritten()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await log.AppendAsync(Entry("first"), Token);
        await database.RefuseAsync("bad");

        Task<long>[] appends = [.. Enumerable.Range(0, 64).Select(n => log.AppendAsync(Entry($"{n}", n == 40 ? "bad" : "Send"), Token).AsTask())];

        await Assert.ThrowsAnyAsync<DbException>(() => appends[40]);
        long[] ids = await Task.WhenAll(appends.Where((_, n) => n != 40));
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(64, await database.CheckAsync());
        Assert.True(await log.AppendAsync(Entry("last"), Token) > ids[^1]);
    }

    [Fact]
    public async Task AppendAsync_VeryLongOriginAndEndpoint_AreKeptAndFound()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        var random = new Random(1);
        string Long() => string.Concat(Enumerable.Range(0, 20_000).Select(_ => (char)random.Next('㐀', '䶿')));
        string origin = Long();
        string endpoint = Long();

        long id = await log.AppendAsync(Entry("long", origin) with { EndpointId = endpoint }, Token);
        await log.AppendAsync(Entry("other", $"{origin}x") with { EndpointId = $"{endpoint}x" }, Token);

        ConnectLogEntry found = Assert.Single((await log.QueryAsync(new ConnectLogQuery { Origin = origin, EndpointId = endpoint }, Token)).Entries);
        Assert.Equal((id, origin, endpoint), (found.Id, found.Origin, found.EndpointId));
    }

    [Fact]
    public async Task AppendAsync_AnotherEndpointsNoiseWaits_IsWrittenBeforeNearlyAllOfIt()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await log.AppendAsync(Entry("first"), Token);
        Task<long>[] noise;
        Task<long> append;
        await using (DbConnection blocker = await BlockAsync(database))
        {
            noise = [.. Enumerable.Range(0, 32).Select(n => log.AppendAsync(Noise(n), Token).AsTask())];
            append = log.AppendAsync(Entry("another"), Token).AsTask();
            await TestDatabase.ExecuteAsync(blocker, "ROLLBACK");
        }

        long id = await append;
        long[] ids = await Task.WhenAll(noise);

        Assert.InRange(ids.Count(other => other < id), 0, 2);
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(34, await database.CheckAsync());
    }

    [Fact]
    public async Task AppendAsync_LongEntryBesideManyShort_HasItsTurn()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await log.AppendAsync(Entry("first"), Token);
        Task<long>[] appends;
        Task<long> noise;
        await using (DbConnection blocker = await BlockAsync(database))
        {
            appends = [.. Enumerable.Range(0, 3_500).Select(n => log.AppendAsync(Entry($"{n}"), Token).AsTask())];
            noise = log.AppendAsync(Noise(0), Token).AsTask();
            await TestDatabase.ExecuteAsync(blocker, "ROLLBACK");
        }

        long id = await noise;
        long[] ids = await Task.WhenAll(appends);

        Assert.InRange(id, ids[0], ids[^1]);
        Assert.Equal(ids.Order(), ids);
    }

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected static ConnectLogEntry Entry(string lead, string origin = "Send") => new()
    {
        Timestamp = DateTimeOffset.UtcNow,
        EndpointId = "crm",
        LeadId = lead,
        PrimaryPhone = "(310) 555-0142",
        Result = $"accepted {lead}",
        Origin = origin,
    };

    /// <summary>An entry of an endpoint whose receiver answers 64 KB that differ each time.</summary>
    private static ConnectLogEntry Noise(int n)
    {
        byte[] bytes = new byte[32 * 1024];
        new Random(n).NextBytes(bytes);
        string body = Convert.ToHexString(bytes);
        return Entry($"noise {n}") with { EndpointId = "noise", Result = body[..1_024], ResponseBody = body };
    }

    /// <summary>A connection whose transaction lets no other add entries until it is rolled back.</summary>
    private static async Task<DbConnection> BlockAsync(TestDatabase database)
    {
        DbConnection blocker = await database.ConnectAsync();
        await TestDatabase.ExecuteAsync(blocker, "BEGIN");
        await TestDatabase.ExecuteAsync(blocker, $"UPDATE {database.Prefix}connect_log_hours SET n = n");
        return blocker;
    }

    /// <summary>Holds requests until they are let go.</summary>
    private sealed class Holding(SemaphoreSlim arrived, Task free) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            arrived.Release();
            await free;
            return await base.SendAsync(request, cancellationToken);
        }
    }
}

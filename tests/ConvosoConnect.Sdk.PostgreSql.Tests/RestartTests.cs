using System.Collections.Concurrent;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Tests;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

/// <summary>A server of its own that goes down, as in a crash, and comes back while leads are sent.</summary>
public sealed class RestartTests
{
    private const int Senders = 16;
    private const int Enough = 200;
    private const string Kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'";

    private readonly ConcurrentQueue<(string Lead, long Id)> _returned = [];
    private int _phase;
    private int _succeeded;
    private int _failed;

    [Fact]
    public async Task SendAsync_ServerStoppedAndStarted_FailsMeanwhileAndLosesNothing()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync();
        await using var database = new PostgresTestDatabase(server.ConnectionString, "restart");
        await using ServiceProvider engine = database.Open();
        await StubEngine.SaveAsync(engine);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var phases = new[] { new Phase(), new Phase(), new Phase(), new Phase(), new Phase() };
        Task[] senders = [.. Enumerable.Range(0, Senders).Select(n => Task.Run(() => SendUntilAsync(engine, n, phases, stop.Token)))];

        for (int restart = 0; restart < 2; restart++)
        {
            await phases[2 * restart].EnoughAsync(senders);
            await server.StopAsync();
            Next();
            await phases[(2 * restart) + 1].EnoughAsync(senders);
            await server.StartAsync();
            Next();
        }

        await phases[4].EnoughAsync(senders);
        await stop.CancelAsync();
        await Task.WhenAll(senders);

        await database.CheckAsync();
        Dictionary<long, string> kept = await engine.GetRequiredService<IConnectLogStore>().StreamAsync(new ConnectLogQuery(), TestContext.Current.CancellationToken)
            .ToDictionaryAsync(e => e.Id, e => e.LeadId, cancellationToken: TestContext.Current.CancellationToken);
        Assert.DoesNotContain(_returned, r => kept.GetValueOrDefault(r.Id) != r.Lead);
        Assert.Equal(_returned.Count, _returned.DistinctBy(r => r.Id).Count());
        TestContext.Current.SendDiagnosticMessage($"2 restarts, {_succeeded} sends succeeded, {_failed} failed meanwhile, {_returned.Count} log ids, 0 lost");
    }

    [Fact]
    public async Task SendAsync_ServerRestartedBetweenSends_NoSendNoticesIt()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync();
        await using var database = new PostgresTestDatabase(server.ConnectionString, "between");
        await using ServiceProvider engine = database.Open();
        await StubEngine.SaveAsync(engine);
        await AssertWellAsync(engine);

        await server.StopAsync();
        await server.StartAsync();

        await AssertWellAsync(engine);
        Assert.Equal(2 * Senders, await database.CheckAsync());
    }

    [Fact]
    public async Task Stores_ConnectionsLostBetweenCalls_NoCallNoticesIt()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync();
        await using var database = new PostgresTestDatabase(server.ConnectionString, "reads");
        await using ServiceProvider engine = database.Open();
        CancellationToken token = TestContext.Current.CancellationToken;
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        long id = await log.AppendAsync(new() { Timestamp = DateTimeOffset.UtcNow, EndpointId = "crm", Result = "accepted" }, token);
        IEndpointStore endpoints = engine.GetRequiredService<IEndpointStore>();
        IAdaptorStore adaptors = engine.GetRequiredService<IAdaptorStore>();
        ConnectEndpoint? endpoint = null;
        Func<Task>[] calls =
        [
            async () => Assert.NotNull(await log.GetAsync(id, token)),
            async () => Assert.Equal(1, (await log.QueryAsync(new() { Search = "accepted" }, token)).Total),
            async () => Assert.Equal(1, await log.StreamAsync(new(), token).CountAsync(token)),
            async () => Assert.Single(await ((IConnectLogStatistics)log).ReadAsync(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), null, token).ToListAsync(token)),
            async () => Assert.Empty(await endpoints.ListAsync(cancellationToken: token)),
            async () => Assert.Empty(await adaptors.ListAsync(cancellationToken: token)),
            async () => Assert.Null(await endpoints.GetAsync("none", token)),
            async () => Assert.Null(await adaptors.GetAsync("none", token)),
            async () => await adaptors.SaveAsync(StubEngine.Adaptor, token),
            async () => endpoint = await endpoints.SaveAsync(StubEngine.Endpoint, token),
            async () => endpoint = await endpoints.SaveAsync(endpoint! with { Name = "CRM 2" }, token),
            async () => Assert.Equal("CRM 2", (await endpoints.GetAsync(endpoint!.Id!, token))?.Name),
            async () => Assert.True(await endpoints.DeleteAsync(endpoint!.Id!, token)),
            async () => Assert.True(await adaptors.DeleteAsync(StubEngine.Adaptor.Id!, token)),
            async () => Assert.True(await log.AppendAsync(new() { Timestamp = DateTimeOffset.UtcNow, EndpointId = "crm", Result = "accepted" }, token) > id),
            async () => Assert.Equal(0, await engine.GetRequiredService<IConnectLogRetention>().PurgeAsync(DateTimeOffset.UnixEpoch, token)),
            async () => Assert.Equal(0, await engine.GetRequiredService<IConnectLogRetention>().EraseLeadAsync("4711", token)),
        ];
        foreach (Func<Task> call in calls)
        {
            // Several connections wait in the pool when all are lost.
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => log.QueryAsync(new(), token).AsTask()));
            await database.ExecuteAsync(Kill);

            await call();
        }
    }

    [Fact]
    public async Task Use_SourceOfTheAppsWhoseConnectionsAreLost_MakesTheSchemaWithoutNoticing()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync();
        await using var database = new PostgresTestDatabase(server.ConnectionString, "source");
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.ConnectionString);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using NpgsqlCommand command = source.CreateCommand("SELECT pg_sleep(0.1)");
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }));
        await database.ExecuteAsync(Kill);
        await using ServiceProvider engine = StubEngine.Build(builder => builder.UsePostgreSql(source, o => o.Schema = "source"));

        Assert.Empty(await engine.GetRequiredService<IEndpointStore>().ListAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    private static async Task AssertWellAsync(ServiceProvider engine)
    {
        IConvosoConnectClient client = engine.GetRequiredService<IConvosoConnectClient>();
        ConnectResult[] results = await Task.WhenAll(
            Enumerable.Range(0, Senders).Select(n => client.SendAsync(StubEngine.EndpointId, StubEngine.Lead($"{n}"), TestContext.Current.CancellationToken)));
        Assert.All(results, r => Assert.True(r is { Succeeded: true, LogId: not null }, $"{r} {r.LogError}"));
    }

    private void Next() => Interlocked.Increment(ref _phase);

    private async Task SendUntilAsync(ServiceProvider engine, int sender, Phase[] phases, CancellationToken cancellationToken)
    {
        IConvosoConnectClient client = engine.GetRequiredService<IConvosoConnectClient>();
        for (int n = 0; !cancellationToken.IsCancellationRequested; n++)
        {
            LeadRecord lead = StubEngine.Lead($"{sender}-{n}");
            int phase = Volatile.Read(ref _phase);
            ConnectResult result = await client.SendAsync(StubEngine.EndpointId, lead, CancellationToken.None);

            // Either the store gave no endpoint, or the log took no entry; both are told, and neither is an exception.
            Assert.True(result.Succeeded || result.Error!.Kind == ConnectErrorKind.AppFailed, result.ToString());
            Assert.Equal(result.LogId is null, result.LogError is not null);
            if (result.LogId is { } id)
            {
                _returned.Enqueue((lead.Id, id));
            }

            bool isWell = result is { Succeeded: true, LogError: null };
            Interlocked.Increment(ref isWell ? ref _succeeded : ref _failed);
            phases[phase].Count(isWell == (phase % 2 == 0));
        }
    }

    /// <summary>A time in which the server is up, or down, over as soon as enough sends have felt it.</summary>
    private sealed class Phase
    {
        private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public void Count(bool isExpected)
        {
            if (isExpected && Interlocked.Increment(ref _count) == Enough)
            {
                _enough.TrySetResult();
            }
        }

        public async Task EnoughAsync(Task[] senders)
        {
            await (await Task.WhenAny([_enough.Task, .. senders]).WaitAsync(TimeSpan.FromSeconds(60)));
        }
    }
}

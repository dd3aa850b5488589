using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

public sealed class SearchTests : SearchCases
{
    [Fact]
    public async Task QueryAsync_ScanWithoutEndCancelled_EndsAndKeepsNoThreadOfTheCaller()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await log.AppendAsync(new ConnectLogEntry { Timestamp = DateTimeOffset.UnixEpoch, EndpointId = "crm", Result = "accepted" }, TestContext.Current.CancellationToken);
        await database.ExecuteAsync(
            """
            ALTER TABLE connect_log RENAME TO kept;
            CREATE VIEW connect_log AS WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)
              SELECT id, 0 AS ticks, 'crm' AS endpoint_id, 'Send' AS origin, '' AS phone, 'ACCEPTED ' || id AS result FROM n
            """);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        // The call itself comes back; a store that scanned on the caller's thread would keep it.
        Task<Task<ConnectLogPage>> calling = Task.Factory.StartNew(
            () => log.QueryAsync(new ConnectLogQuery { Search = "%" }, stop.Token).AsTask(), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task<ConnectLogPage> query = await calling.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<TimeoutException>(() => query.WaitAsync(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    private protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

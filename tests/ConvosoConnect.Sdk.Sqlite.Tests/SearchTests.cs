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

    [Fact]
    public async Task QueryAsync_TextOfCommonAndRareWords_AsksTheIndexForTheRareOnes()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        long id = await log.AppendAsync(Entry("common 3f7a2", "Send"), TestContext.Current.CancellationToken);

        // The index has most words of the text for other entries alone: asked for them it would not propose the one.
        await database.ExecuteAsync(
            $"""
            DELETE FROM connect_log_search;
            WITH RECURSIVE n (id) AS (SELECT 1000 UNION ALL SELECT id + 1 FROM n WHERE id < 121000)
              INSERT INTO connect_log_search (rowid, phone, result) SELECT id, '~~~', printf('COMMON %08X', (id * 2654435761) % 4294967296) FROM n;
            INSERT INTO connect_log_search (rowid, result) VALUES ({id}, 'N 3F7A2');
            """);

        Assert.Equal(id, Assert.Single((await log.QueryAsync(new ConnectLogQuery { Search = "Common 3F7A2" }, TestContext.Current.CancellationToken)).Entries).Id);
    }

    [Fact]
    public async Task QueryAsync_OriginPrefix_IsAskedOfTheIndexForFewOriginsAndComparedForMany()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        string[] origins = [.. Enumerable.Range(0, 150).Select(n => $"many:x{n}"), "few:1", "few:12", "few:12", "few:2", "few", "many", ":few:1"];
        await Task.WhenAll(origins.Select(origin => log.AppendAsync(Entry("accepted", origin), TestContext.Current.CancellationToken).AsTask()));
        foreach (string prefix in new[] { "few:1", "few:12", "few:3", "few:", "few", "many:x", "many:x14", "many:", ":few", ":" })
        {
            Assert.Equal((prefix, origins.Count(o => o.StartsWith(prefix, StringComparison.Ordinal))), (prefix, await CountAsync(prefix)));
        }

        // Without its words the index finds none of few origins; others need no words.
        await database.ExecuteAsync("DELETE FROM connect_log_search");

        Assert.Equal((0, 150, 4), (await CountAsync("few:1"), await CountAsync("many:x"), await CountAsync("few:")));

        async Task<int> CountAsync(string prefix) => (int)(await log.QueryAsync(new ConnectLogQuery { OriginPrefix = prefix }, TestContext.Current.CancellationToken)).Total;
    }

    private static ConnectLogEntry Entry(string result, string origin) => new() { Timestamp = DateTimeOffset.UnixEpoch, EndpointId = "crm", Result = result, Origin = origin };

    private protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

using System.Diagnostics;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Tests;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

public sealed class RetentionTests(PostgresFixture postgres) : RetentionCases
{
    private protected override async Task UntilItWaitsAsync(TestDatabase database)
    {
        string waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND starts_with(query, 'DELETE FROM')";
        while (await database.NumberAsync(waiting) == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static readonly DateTimeOffset Old = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PurgeAsync_ATenthOfTheLog_IsVacuumedByItself()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync();
        await using var database = new PostgresTestDatabase(server.ConnectionString, "vacuumed");
        await database.ExecuteAsync("ALTER SYSTEM SET autovacuum_naptime = '1s'");

        // New entries alone would have the tables vacuumed too.
        await database.ExecuteAsync("ALTER SYSTEM SET autovacuum_vacuum_insert_threshold = -1");
        await database.ExecuteAsync("SELECT pg_reload_conf()");
        await using ServiceProvider engine = database.Open();
        await FillAsync(engine, 3_000, n => Old.AddDays(n % 10 == 0 ? 0 : 2));
        await database.ExecuteAsync("ANALYZE");

        Assert.Equal(300, await engine.GetRequiredService<IConnectLogRetention>().PurgeAsync(Old.AddDays(1), Token));

        long start = Stopwatch.GetTimestamp();
        while (await database.NumberAsync("SELECT count(*) FROM pg_stat_user_tables WHERE relname IN ('connect_log', 'connect_log_documents') AND autovacuum_count > 0") < 2)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60), "The tables were not vacuumed.");
            await Task.Yield();
        }
    }

    [Fact]
    public async Task PurgeAsync_WhileAnOldSnapshotIsHeld_LooksAtNoDeletedEntryTwice()
    {
        await using PostgresTestDatabase database = await postgres.NewDatabaseAsync();
        await using ServiceProvider engine = database.Open();
        await FillAsync(engine, 5_000, n => Old.AddMinutes(n));
        await database.ExecuteAsync($"ANALYZE {database.Prefix}connect_log");
        await using var snapshot = await database.ConnectAsync();
        await TestDatabase.ExecuteAsync(snapshot, $"BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM {database.Prefix}connect_log");

        Assert.Equal(5_000, await engine.GetRequiredService<IConnectLogRetention>().PurgeAsync(Old.AddDays(10), Token));

        // 20 batches of 250 and the end; from the beginning each, they would look at more than 50,000.
        await TestDatabase.ExecuteAsync(snapshot, "ROLLBACK");
        long read = 0;
        for (long start = Stopwatch.GetTimestamp(); read < 5_000 && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60);)
        {
            // The server's statistics come with a delay.
            read = await database.NumberAsync($"SELECT idx_tup_read FROM pg_stat_user_indexes WHERE schemaname || '.' = '{database.Prefix}' AND indexrelname = 'connect_log_ticks'");
            await Task.Yield();
        }

        Assert.InRange(read, 5_000, 25_000);
        Assert.Equal(0, await database.CheckAsync());
    }

    private protected override async Task<TestDatabase> CreateAsync() => await postgres.NewDatabaseAsync();

    private static async Task FillAsync(ServiceProvider engine, int entries, Func<int, DateTimeOffset> time)
    {
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await Task.WhenAll(Enumerable.Range(0, entries).Select(n => log.AppendAsync(new() { Timestamp = time(n), EndpointId = "crm", Result = "accepted" }, Token).AsTask()));
    }
}

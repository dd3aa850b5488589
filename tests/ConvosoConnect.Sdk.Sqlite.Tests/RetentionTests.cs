using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

public sealed class RetentionTests : RetentionCases
{
    [Fact]
    public async Task PurgeAsync_MostEntries_FileShrinksAndStaysSound()
    {
        await using var database = new SqliteTestDatabase();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        var entry = new ConnectLogEntry { Timestamp = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), EndpointId = "crm", Result = "accepted", ResponseBody = new('b', 8_000) };
        CancellationToken token = TestContext.Current.CancellationToken;
        await Task.WhenAll(Enumerable.Range(0, 4_000).Select(n => log.AppendAsync(n % 50 == 0 ? entry with { Timestamp = DateTimeOffset.UtcNow } : entry, token).AsTask()));
        long before = await database.NumberAsync("PRAGMA page_count");

        Assert.Equal(3_920, await engine.GetRequiredService<IConnectLogRetention>().PurgeAsync(DateTimeOffset.UtcNow.AddDays(-1), token));

        // What is left, and the spare pages that the next entries take.
        Assert.InRange(await database.NumberAsync("PRAGMA page_count"), 1, before / 4);
        await database.NumberAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        Assert.InRange(new FileInfo(database.Path).Length, 1, before * 4096 / 4);
        Assert.Equal(80, await database.CheckAsync());
        await log.AppendAsync(entry, token);
        Assert.Equal(81, (await log.QueryAsync(new ConnectLogQuery { Search = "accepted" }, token)).Total);
    }

    private protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

public sealed class IndexTests : IndexCases
{
    [Fact]
    public async Task QueryAsync_IndexOfAnEarlierVersionInAFileThatCanOnlyBeRead_FindsAll()
    {
        await using var database = new SqliteTestDatabase();
        await FillAsync(database);
        await SpoilAsync(database);
        await SetVersionAsync(database, 0);
        await using ServiceProvider engine = StubEngine.Build(b => b.UseSqlite($"Data Source={database.Path};Mode=ReadOnly"));

        await AssertFindsAsync(engine.GetRequiredService<IConnectLogStore>(), 1_100);
    }

    private protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());

    private protected override async Task SpoilAsync(TestDatabase database)
    {
        await database.ExecuteAsync("DELETE FROM connect_log_search");
        await database.ExecuteAsync("INSERT INTO connect_log_search (rowid, result) SELECT id, 'wrong' FROM connect_log");
    }

    private protected override Task HoldAsync(TestDatabase database, bool isHeld) => database.ExecuteAsync(isHeld
        ? "CREATE TRIGGER hold BEFORE INSERT ON connect_meta WHEN new.name LIKE 'index %' BEGIN SELECT RAISE(ABORT, 'held by the test'); END"
        : "DROP TRIGGER hold");
}

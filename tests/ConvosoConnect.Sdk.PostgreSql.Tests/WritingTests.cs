using ConvosoConnect.Sdk.Tests.Stores;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

public sealed class WritingTests(PostgresFixture postgres) : WritingCases
{
    private long _seen;

    private protected override async Task<TestDatabase> CreateAsync() => await postgres.NewDatabaseAsync();

    /// <summary>Each row names the transaction that added it.</summary>
    private protected override async Task<int> CommitsAsync(TestDatabase database)
    {
        long all = await database.NumberAsync($"SELECT count(DISTINCT xmin::text) FROM {database.Prefix}connect_log");
        int since = (int)(all - _seen);
        _seen = all;
        return since;
    }
}

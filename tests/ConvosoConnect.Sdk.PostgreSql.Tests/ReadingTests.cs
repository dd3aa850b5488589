using ConvosoConnect.Sdk.Tests.Stores;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

public sealed class ReadingTests(PostgresFixture postgres) : ReadingCases
{
    private protected override async Task<TestDatabase> CreateAsync() => await postgres.NewDatabaseAsync();
}

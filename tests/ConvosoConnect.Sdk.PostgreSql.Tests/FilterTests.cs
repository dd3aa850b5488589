using ConvosoConnect.Sdk.Tests.Stores;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

public sealed class FilterTests(PostgresFixture postgres) : FilterCases
{
    private protected override async Task<TestDatabase> CreateAsync() => await postgres.NewDatabaseAsync();
}

using ConvosoConnect.Sdk.Tests.Stores;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

public sealed class FilterTests : FilterCases
{
    private protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

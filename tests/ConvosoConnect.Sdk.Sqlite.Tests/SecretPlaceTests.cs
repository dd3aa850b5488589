using ConvosoConnect.Sdk.Tests.Stores;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

public sealed class SecretPlaceTests : SecretPlaceCases
{
    private protected override Task<TestDatabase> CreateAsync() => Task.FromResult<TestDatabase>(new SqliteTestDatabase());
}

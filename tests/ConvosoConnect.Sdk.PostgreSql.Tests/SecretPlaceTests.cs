using ConvosoConnect.Sdk.Tests.Stores;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

public sealed class SecretPlaceTests(PostgresFixture postgres) : SecretPlaceCases
{
    private protected override async Task<TestDatabase> CreateAsync() => await postgres.NewDatabaseAsync();
}

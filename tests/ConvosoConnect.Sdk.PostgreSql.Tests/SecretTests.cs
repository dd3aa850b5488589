using ConvosoConnect.Sdk.Tests.Stores;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

public sealed class SecretTests(PostgresFixture postgres) : SecretCases
{
    private protected override async Task<TestDatabase> CreateAsync() => await postgres.NewDatabaseAsync();
}

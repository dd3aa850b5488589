using ConvosoConnect.Sdk.Tests.Stores;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

public sealed class IndexTests(PostgresFixture postgres) : IndexCases
{
    private protected override async Task<TestDatabase> CreateAsync() => await postgres.NewDatabaseAsync();

    private protected override Task SpoilAsync(TestDatabase database) => database.ExecuteAsync($"UPDATE {database.Prefix}connect_log SET words = '{{0}}'");

    private protected override Task HoldAsync(TestDatabase database, bool isHeld) => database.ExecuteAsync(isHeld
        ? $"ALTER TABLE {database.Prefix}connect_meta ADD CONSTRAINT held_by_the_test CHECK (name NOT LIKE 'index %')"
        : $"ALTER TABLE {database.Prefix}connect_meta DROP CONSTRAINT held_by_the_test");
}

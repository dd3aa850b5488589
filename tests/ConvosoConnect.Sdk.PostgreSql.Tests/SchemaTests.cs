using System.Data.Common;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

public sealed class SchemaTests(PostgresFixture postgres) : SchemaCases
{
    [Theory]
    [InlineData(true, "on")]
    [InlineData(false, "off")]
    public async Task AppendAsync_LogFlushesToDisk_SetsWhetherTheCommitWaits(bool flushes, string expected)
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = database.Open(stores: o => o.LogFlushesToDisk = flushes);
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        var entry = new ConnectLogEntry { Timestamp = DateTimeOffset.UtcNow, EndpointId = "crm" };
        await log.AppendAsync(entry, Token);

        // A trigger writes down what holds in the transaction that adds an entry.
        await database.ExecuteAsync($"CREATE TABLE {database.Prefix}seen AS SELECT ''::text AS setting WHERE false");
        await database.ExecuteAsync(
            $"""
            CREATE FUNCTION {database.Prefix}look() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO {database.Prefix}seen VALUES (current_setting('synchronous_commit')); RETURN new; END $$
            """);
        await database.ExecuteAsync($"CREATE TRIGGER look BEFORE INSERT ON {database.Prefix}connect_log FOR EACH ROW EXECUTE FUNCTION {database.Prefix}look()");
        await log.AppendAsync(entry, Token);

        await using DbConnection connection = await database.ConnectAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT setting FROM {database.Prefix}seen";
        Assert.Equal(expected, await command.ExecuteScalarAsync(Token));
    }

    private protected override async Task<TestDatabase> CreateAsync() => await postgres.NewDatabaseAsync();
}

using System.Data.Common;
using System.Globalization;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

public sealed class SchemaTests(PostgresFixture postgres) : SchemaCases
{
    [Fact]
    public async Task AppendAsync_LogFlushesToDisk_ReturnsWhenTheEntryIsOnTheDisk()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = database.Open(stores: o => o.LogFlushesToDisk = true);
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await log.AppendAsync(Entry, Token);
        await LookAsync(database, "pg_current_wal_insert_lsn()::text");
        await using DbConnection connection = await database.ConnectAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_current_wal_flush_lsn() > max(value::pg_lsn) FROM {database.Prefix}seen";
        for (int n = 0; n < 20; n++)
        {
            await log.AppendAsync(Entry, Token);

            Assert.Equal(true, await command.ExecuteScalarAsync(Token));
        }
    }

    [Fact]
    public async Task AppendAsync_LogFlushesNotToDisk_CommitsWithoutWaitingForIt()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = database.Open(stores: o => o.LogFlushesToDisk = false);
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await log.AppendAsync(Entry, Token);
        await LookAsync(database, "current_setting('synchronous_commit')");

        await log.AppendAsync(Entry, Token);

        await using DbConnection connection = await database.ConnectAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT value FROM {database.Prefix}seen";
        Assert.Equal("off", await command.ExecuteScalarAsync(Token));
    }

    [Fact]
    public async Task QueryAsync_After_WaitsUntilWhatItFoundIsOnTheDisk()
    {
        await using TestDatabase database = await CreateAsync();
        await using ServiceProvider engine = database.Open();
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await log.AppendAsync(Entry, Token);
        await using DbConnection connection = await database.ConnectAsync();
        await using DbCommand write = connection.CreateCommand();
        write.CommandText = $"SET synchronous_commit = off; CREATE TABLE IF NOT EXISTS {database.Prefix}other (n int); INSERT INTO {database.Prefix}other VALUES (1)";
        await using DbCommand isFlushed = connection.CreateCommand();
        for (int n = 0; n < 20; n++)
        {
            await write.ExecuteNonQueryAsync(Token);
            await using DbCommand place = connection.CreateCommand();
            place.CommandText = "SELECT pg_current_wal_insert_lsn()::text";
            isFlushed.CommandText = $"SELECT pg_current_wal_flush_lsn() >= '{await place.ExecuteScalarAsync(Token)}'::pg_lsn";

            Assert.Single((await log.QueryAsync(new ConnectLogQuery { After = 0 }, Token)).Entries);

            Assert.Equal(true, await isFlushed.ExecuteScalarAsync(Token));
        }
    }

    [Fact]
    public async Task AppendAsync_CultureWithAnotherMinus_EntryIsFoundByItsResult()
    {
        await using TestDatabase database = await CreateAsync();
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("sv-SE") { NumberFormat = { NegativeSign = "\u2212" } };
        try
        {
            await using ServiceProvider engine = database.Open();
            IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();

            await log.AppendAsync(Entry with { Result = "a result of many words, some of them negative numbers" }, Token);

            Assert.Single((await log.QueryAsync(new ConnectLogQuery { Search = "of many words" }, Token)).Entries);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task AppendAsync_SeveralInstances_CountAnHourInOneRow()
    {
        await using TestDatabase database = await CreateAsync();
        ConnectLogEntry entry = Entry;
        for (int n = 0; n < 4; n++)
        {
            await using ServiceProvider engine = database.Open();
            await engine.GetRequiredService<IConnectLogStore>().AppendAsync(entry, Token);
        }

        Assert.Equal(1, await database.NumberAsync($"SELECT count(*) FROM {database.Prefix}connect_log_hours"));
        Assert.Equal(1, await database.NumberAsync($"SELECT count(*) FROM {database.Prefix}connect_log_blocks"));
        Assert.Equal(4, await database.CheckAsync());
    }

    private static ConnectLogEntry Entry => new() { Timestamp = DateTimeOffset.UtcNow, EndpointId = "crm" };

    /// <summary>A trigger writes down what holds in the transaction that adds an entry.</summary>
    private static async Task LookAsync(TestDatabase database, string value)
    {
        await database.ExecuteAsync($"CREATE TABLE {database.Prefix}seen AS SELECT ''::text AS value WHERE false");
        await database.ExecuteAsync(
            $"""
            CREATE FUNCTION {database.Prefix}look() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN INSERT INTO {database.Prefix}seen VALUES ({value}); RETURN new; END $$
            """);
        await database.ExecuteAsync($"CREATE TRIGGER look AFTER INSERT ON {database.Prefix}connect_log FOR EACH ROW EXECUTE FUNCTION {database.Prefix}look()");
    }

    private protected override async Task<TestDatabase> CreateAsync() => await postgres.NewDatabaseAsync();
}

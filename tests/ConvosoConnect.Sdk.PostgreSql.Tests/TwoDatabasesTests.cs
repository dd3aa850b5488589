using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Sqlite.Tests;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

/// <summary>An app that uses both database packages: each item stands where the last call for it says, and the log has one retention.</summary>
public sealed class TwoDatabasesTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UsePostgreSqlLog_EndpointsInSqlite_EachStandsInItsOwnDatabase()
    {
        await using PostgresTestDatabase log = await postgres.NewDatabaseAsync();
        await using var items = new SqliteTestDatabase();
        await using (ServiceProvider engine = StubEngine.Build(builder =>
        {
            items.Use(builder);
            builder.UsePostgreSqlLog(log.Arguments[1], o => o.Schema = log.Arguments[2]);
        }))
        {
            await StubEngine.SaveAsync(engine);
            ConnectResult result = await engine.GetRequiredService<IConvosoConnectClient>().SendAsync(StubEngine.EndpointId, StubEngine.Lead("1"), Token);
            Assert.Null(result.LogError);
        }

        Assert.Equal((1, 0), (await items.NumberAsync("SELECT count(*) FROM connect_endpoints"), await items.CheckAsync()));
        Assert.Equal((0, 1), (await log.NumberAsync($"SELECT count(*) FROM {log.Prefix}connect_endpoints"), await log.CheckAsync()));
    }

    [Fact]
    public async Task UseSqliteLog_EndpointsInAnotherFile_EachStandsInItsOwnFile()
    {
        await using var items = new SqliteTestDatabase();
        await using var log = new SqliteTestDatabase();
        await using (ServiceProvider engine = StubEngine.Build(builder =>
        {
            items.Use(builder);
            builder.UseSqliteLog(log.Arguments[1]);
        }))
        {
            await StubEngine.SaveAsync(engine);
            await engine.GetRequiredService<IConvosoConnectClient>().SendAsync(StubEngine.EndpointId, StubEngine.Lead("1"), Token);
        }

        Assert.Equal((1, 0), (await items.NumberAsync("SELECT count(*) FROM connect_endpoints"), await items.CheckAsync()));
        Assert.Equal((0, 1), (await log.NumberAsync("SELECT count(*) FROM connect_endpoints"), await log.CheckAsync()));
    }

    [Theory]
    [InlineData("items in SQLite, log in PostgreSQL")]
    [InlineData("items in PostgreSQL, log in SQLite")]
    [InlineData("log in SQLite, then in PostgreSQL")]
    [InlineData("all in SQLite, then in PostgreSQL")]
    public async Task Use_BothPackages_HaveOneRetention(string how)
    {
        const string sqlite = "Data Source=unused.db";
        const string postgreSql = "Host=db.example";
        await using ServiceProvider engine = StubEngine.Build(builder => _ = how switch
        {
            "items in SQLite, log in PostgreSQL" => builder.UseSqlite(sqlite).UsePostgreSqlLog(postgreSql),
            "items in PostgreSQL, log in SQLite" => builder.UsePostgreSql(postgreSql).UseSqliteLog(sqlite),
            "log in SQLite, then in PostgreSQL" => builder.UseSqliteLog(sqlite).UsePostgreSqlLog(postgreSql),
            _ => builder.UseSqlite(sqlite).UsePostgreSql(postgreSql),
        });

        Assert.Single(engine.GetServices<IHostedService>(), service => service.GetType().Name == "RetentionService");
        Assert.Same(engine.GetRequiredService<IConnectLogStore>(), engine.GetRequiredService<IConnectLogRetention>());
    }
}

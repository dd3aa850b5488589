using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

/// <summary>A data source of the app's own, in a database of its own, since the tables stand in the default schema.</summary>
public sealed class DataSourceTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Use_DataSourceAlone_KeepsTheDataInTheDefaultSchemaAndLeavesTheSourceOpen(bool isWhole, long endpoints)
    {
        string server = await postgres.ConnectAsync();
        string database = postgres.NewSchema();
        await using (NpgsqlDataSource maintenance = NpgsqlDataSource.Create($"{server};Pooling=False"))
        await using (NpgsqlCommand create = maintenance.CreateCommand($"CREATE DATABASE {database}"))
        {
            await create.ExecuteNonQueryAsync(Token);
        }

        await using NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = false }.ConnectionString);
        await using (ServiceProvider engine = StubEngine.Build(builder => _ = isWhole ? builder.UsePostgreSql(source) : builder.UsePostgreSqlLog(source)))
        {
            await StubEngine.SaveAsync(engine);
            ConnectResult result = await engine.GetRequiredService<IConvosoConnectClient>().SendAsync(StubEngine.EndpointId, StubEngine.Lead("1"), Token);
            Assert.Equal((true, null), (result.Succeeded, result.LogError));
        }

        Assert.Equal(1L, await CountAsync(source, "connect_log"));
        Assert.Equal(endpoints, await CountAsync(source, "connect_endpoints"));
    }

    [Fact]
    public void Use_NoDataSource_IsMisuse()
    {
        ConvosoConnectBuilder builder = new ServiceCollection().AddConvosoConnect();

        Assert.Throws<ArgumentNullException>("source", () => builder.UsePostgreSql((NpgsqlDataSource)null!));
        Assert.Throws<ArgumentNullException>("source", () => builder.UsePostgreSqlLog((NpgsqlDataSource)null!));
    }

    private static async Task<object?> CountAsync(NpgsqlDataSource source, string table)
    {
        await using NpgsqlCommand count = source.CreateCommand($"SELECT count(*) FROM convoso_connect.{table}");
        return await count.ExecuteScalarAsync(Token);
    }
}

using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

/// <summary>PostgreSQL as companies run it: roles that may do little, one connection, a pooler in front, names that need quoting.</summary>
public sealed class RestrictedServerTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Use_RoleThatMayNotCreateSchemas_WorksInOneThatWasMadeForIt()
    {
        (string connection, string role) = await NewRoleAsync();
        string schema = postgres.NewSchema();
        await ExecuteAsync($"CREATE SCHEMA {schema} AUTHORIZATION {role}");

        await SendAsync(connection, schema);
    }

    [Fact]
    public async Task Use_RoleThatMayNotCreateSchemasAndNoSchema_SaysWhatAnAdministratorDoes()
    {
        (string connection, _) = await NewRoleAsync();
        string schema = postgres.NewSchema();
        await using ServiceProvider engine = StubEngine.Build(builder => builder.UsePostgreSql(connection, o => o.Schema = schema));

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => StubEngine.SaveAsync(engine));

        Assert.Contains($"CREATE SCHEMA \"{schema}\" AUTHORIZATION", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("select")]
    [InlineData("order")]
    public async Task Use_SchemaNameThatNeedsQuotes_Works(string schema)
    {
        await SendAsync(await postgres.ConnectAsync(), schema);
    }

    [Fact]
    public async Task Use_OneConnection_MakesTheSchemaSendsReadsAndFollows()
    {
        await SendAsync($"{await postgres.ConnectAsync()};Maximum Pool Size=1;Timeout=5", postgres.NewSchema());
    }

    [Fact]
    public async Task Use_PoolerThatLendsByTheTransaction_MakesTheSchemaOnceForManyInstances()
    {
        await using PgBouncer pooler = await PgBouncer.StartAsync(new NpgsqlConnectionStringBuilder(await postgres.ConnectAsync()).Port);
        string schema = postgres.NewSchema();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(
            async () =>
            {
                await using ServiceProvider engine = StubEngine.Build(builder => builder.UsePostgreSql(pooler.ConnectionString, o => o.Schema = schema));
                Assert.Empty((await engine.GetRequiredService<IConnectLogStore>().QueryAsync(new ConnectLogQuery(), Token)).Entries);
            },
            Token)));
        await SendAsync(pooler.ConnectionString, schema);
    }

    [Fact]
    public async Task Use_StatementTimeoutOfTheServer_IsToldInASentence()
    {
        string connection = $"{await postgres.ConnectAsync()};Options=-c statement_timeout=300";
        string schema = postgres.NewSchema();
        await using ServiceProvider engine = StubEngine.Build(builder => builder.UsePostgreSql(connection, o => o.Schema = schema));
        await StubEngine.SaveAsync(engine);
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        var entry = new ConnectLogEntry { Timestamp = DateTimeOffset.UtcNow, EndpointId = "crm" };
        await log.AppendAsync(entry, Token);
        await using (NpgsqlConnection blocker = new($"{await postgres.ConnectAsync()};Pooling=False"))
        {
            await blocker.OpenAsync(Token);
            await TestDatabase.ExecuteAsync(blocker, $"BEGIN; LOCK TABLE {schema}.connect_log, {schema}.connect_log_documents, {schema}.connect_adaptors IN ACCESS EXCLUSIVE MODE");

            TimeoutException[] told =
            [
                await Assert.ThrowsAsync<TimeoutException>(async () => await log.QueryAsync(new() { Search = "a" }, Token)),
                await Assert.ThrowsAsync<TimeoutException>(async () => await log.GetAsync(1, Token)),
                await Assert.ThrowsAsync<TimeoutException>(async () => await log.AppendAsync(entry, Token)),
                await Assert.ThrowsAsync<TimeoutException>(async () => await engine.GetRequiredService<IAdaptorStore>().SaveAsync(StubEngine.Adaptor with { Id = "b" }, Token)),
                await Assert.ThrowsAsync<TimeoutException>(async () => await engine.GetRequiredService<IAdaptorStore>().ListAsync(cancellationToken: Token)),
                await Assert.ThrowsAsync<TimeoutException>(async () => await engine.GetRequiredService<IConnectLogRetention>().PurgeAsync(DateTimeOffset.UtcNow, Token)),
            ];

            Assert.All(told, t => Assert.StartsWith("PostgreSQL cancelled a statement: canceling statement due to statement timeout.", t.Message, StringComparison.Ordinal));
            using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await log.QueryAsync(new() { Search = "a" }, cancelled.Token));
        }

        await log.AppendAsync(entry, Token);
    }

    private static async Task SendAsync(string connection, string schema)
    {
        await using ServiceProvider engine = StubEngine.Build(builder => builder.UsePostgreSql(connection, o => o.Schema = schema));
        await StubEngine.SaveAsync(engine);
        ConnectResult result = await engine.GetRequiredService<IConvosoConnectClient>().SendAsync(StubEngine.EndpointId, StubEngine.Lead("1"), Token);
        Assert.Equal((true, null), (result.Succeeded, result.LogError));
        IConnectLogStore log = engine.GetRequiredService<IConnectLogStore>();
        await foreach (ConnectLogEntry entry in log.StreamAsync(new ConnectLogQuery(), Token))
        {
            // Written while it is read.
            Assert.True(await log.AppendAsync(entry, Token) > entry.Id);
            break;
        }

        Assert.True((await log.QueryAsync(new ConnectLogQuery { EndpointId = StubEngine.EndpointId }, Token)).Total >= 2);
    }

    private async Task<(string Connection, string Role)> NewRoleAsync()
    {
        string role = $"role_{postgres.NewSchema()}";
        await ExecuteAsync($"CREATE ROLE {role} LOGIN");
        return (new NpgsqlConnectionStringBuilder(await postgres.ConnectAsync()) { Username = role, Pooling = false }.ConnectionString, role);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create($"{await postgres.ConnectAsync()};Pooling=False");
        await using NpgsqlCommand command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }
}

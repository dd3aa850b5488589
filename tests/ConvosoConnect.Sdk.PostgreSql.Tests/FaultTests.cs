using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Tests;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

/// <summary>What a server can refuse is told in sentences that say what to do, whichever part of the stores met it.</summary>
public sealed class FaultTests(PostgresFixture postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ConnectLogEntry Entry => new() { Timestamp = DateTimeOffset.UtcNow, EndpointId = "crm", LeadId = "4711", Result = "accepted" };

    [Fact]
    public async Task Stores_RoleThatLostItsRights_NameThemAndHowToGrantThem()
    {
        (string connection, string role) = await NewRoleAsync();
        string schema = postgres.NewSchema();
        await ExecuteAsync($"CREATE SCHEMA {schema}; GRANT ALL ON SCHEMA {schema} TO {role}");
        await using ServiceProvider engine = await OpenAsync(connection, schema);
        await ExecuteAsync($"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}");

        Assert.All(
            await FaultsAsync<InvalidOperationException>(engine, All),
            e =>
            {
                Assert.StartsWith("PostgreSQL does not give the role of the connection string a right that the stores need: permission denied for ", e.Message, StringComparison.Ordinal);
                Assert.Contains($"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \"{schema}\" TO <the role>", e.Message, StringComparison.Ordinal);
                Assert.Equal("42501", Assert.IsType<PostgresException>(e.InnerException).SqlState);
            });
    }

    [Fact]
    public async Task Stores_RoleWithoutRightsInASchemaOfOthers_SayWhichFromTheSetUpOn()
    {
        (string connection, string role) = await NewRoleAsync();
        string schema = postgres.NewSchema();
        await using (ServiceProvider owner = await OpenAsync(await postgres.ConnectAsync(), schema))
        {
        }

        string[] rights = ["SELECT 1", $"GRANT USAGE ON SCHEMA {schema} TO {role}", $"GRANT CREATE ON SCHEMA {schema} TO {role}"];
        foreach (string right in rights)
        {
            await ExecuteAsync(right);
            await using ServiceProvider engine = Build(connection, schema);

            Assert.All(
                await FaultsAsync<InvalidOperationException>(engine, All),
                e => Assert.Contains($"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \"{schema}\" TO <the role>", e.Message, StringComparison.Ordinal));
        }

        await ExecuteAsync($"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}; GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {role}");
        await ExecuteAsync($"REVOKE CREATE ON SCHEMA {schema} FROM {role}");
        await using ServiceProvider granted = Build(connection, schema);
        Assert.All(All, step => Assert.Null(Record.Exception(() => step.Run(granted).GetAwaiter().GetResult())));
    }

    [Fact]
    public async Task Stores_ServerThatTakesNoChanges_ReadAndRefuseToWrite()
    {
        string schema = postgres.NewSchema();
        string connection = $"{await postgres.ConnectAsync()};Options=-c default_transaction_read_only=on";
        await using (ServiceProvider setUp = Build(connection, schema))
        {
            await FaultsAsync<NotSupportedException>(setUp, [All[0]]);
        }

        await using (ServiceProvider writer = await OpenAsync(await postgres.ConnectAsync(), schema))
        {
            await writer.GetRequiredService<IConnectLogStore>().AppendAsync(Entry, Token);
        }

        await using ServiceProvider engine = Build(connection, schema);

        Assert.Single((await engine.GetRequiredService<IConnectLogStore>().QueryAsync(new(), Token)).Entries);
        Assert.All(
            await FaultsAsync<NotSupportedException>(engine, All.Where(s => s.Writes)),
            e =>
            {
                Assert.StartsWith("The PostgreSQL server takes no changes: cannot execute ", e.Message, StringComparison.Ordinal);
                Assert.Contains("Target Session Attributes=primary", e.Message, StringComparison.Ordinal);
            });
    }

    [Fact]
    public async Task Stores_TableThatWasDropped_NameIt()
    {
        string schema = postgres.NewSchema();
        await using ServiceProvider engine = await OpenAsync(await postgres.ConnectAsync(), schema);
        await ExecuteAsync($"DROP TABLE {schema}.connect_log, {schema}.connect_log_documents, {schema}.connect_log_statistics, {schema}.connect_adaptors");

        Assert.All(
            await FaultsAsync<InvalidOperationException>(engine, All),
            e => Assert.Matches($"^PostgreSQL lacks what the stores made at first use: relation \"{schema}\\.connect_\\w+\" does not exist\\. .*backup.*DROP SCHEMA \"{schema}\" CASCADE", e.Message));
    }

    [Fact]
    public async Task Stores_SchemaThatWasDropped_SayThatARestartMakesItAnew()
    {
        string schema = postgres.NewSchema();
        await using ServiceProvider engine = await OpenAsync(await postgres.ConnectAsync(), schema);
        await ExecuteAsync($"DROP SCHEMA {schema} CASCADE");

        Assert.All(
            await FaultsAsync<InvalidOperationException>(engine, All),
            e => Assert.Matches($"^PostgreSQL lacks what the stores made at first use: .*\"?{schema}.* restart the app", e.Message));
        await using ServiceProvider restarted = await OpenAsync(await postgres.ConnectAsync(), schema);
        Assert.True(await restarted.GetRequiredService<IConnectLogStore>().AppendAsync(Entry, Token) > 0);
    }

    [Fact]
    public async Task Stores_NoMoreConnections_SayWhatBoundsThem()
    {
        (string connection, string role) = await NewRoleAsync();
        string schema = postgres.NewSchema();
        await ExecuteAsync($"CREATE SCHEMA {schema} AUTHORIZATION {role}");
        await using ServiceProvider before = await OpenAsync(connection, schema);
        await ExecuteAsync($"ALTER ROLE {role} CONNECTION LIMIT 0");
        await using ServiceProvider engine = Build(connection, schema);

        Assert.All(
            [.. await FaultsAsync<InvalidOperationException>(before, All), .. await FaultsAsync<InvalidOperationException>(engine, All)],
            e => Assert.Matches("^PostgreSQL admits no further connection: too many connections for role .*max_connections.*Maximum Pool Size", e.Message));
    }

    [Fact]
    public async Task Stores_ServerThatIsNotThere_SayWhereTheyLookedAndKeepSecrets()
    {
        string schema = postgres.NewSchema();
        foreach (string host in (string[])["127.0.0.1", "nowhere.invalid"])
        {
            await using ServiceProvider engine = Build($"Host={host};Port=1;Username=app;Password=top-secret;Database=app;Timeout=5", schema);

            Assert.All(
                await FaultsAsync<InvalidOperationException>(engine, All),
                e =>
                {
                    Assert.Matches("^PostgreSQL cannot be reached: .* Check that the server runs, and Host and Port of the connection string\\.", e.Message);
                    Assert.DoesNotContain("top-secret", e.ToString(), StringComparison.Ordinal);
                });
        }
    }

    [Theory]
    [InlineData("53100", "The disk of the PostgreSQL server is full: it said so\\. Free space")]
    [InlineData("53200", "The PostgreSQL server is out of memory: it said so\\.")]
    [InlineData("57P01", "The PostgreSQL server ended the connection, is starting or going down: it said so\\. The stores work again once it runs")]
    [InlineData("57P03", "The PostgreSQL server ended the connection, is starting or going down: it said so\\. The stores work again once it runs")]
    [InlineData("40P01", "PostgreSQL undid the transaction for the sake of another one: it said so\\. Nothing of it was kept; do it again\\.")]
    public async Task Stores_WhatTheServerRaises_IsASentence(string state, string sentence)
    {
        await using PostgresTestDatabase database = await postgres.NewDatabaseAsync();
        await using ServiceProvider engine = database.Open();
        await StubEngine.SaveAsync(engine);
        await engine.GetRequiredService<IConnectLogStore>().AppendAsync(Entry, Token);
        await database.ExecuteAsync(
            $"""
            CREATE FUNCTION {database.Prefix}fail() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'it said so' USING ERRCODE = '{state}'; END $$
            """);
        foreach (string table in (string[])["connect_log", "connect_adaptors"])
        {
            await database.ExecuteAsync(
                $"CREATE TRIGGER fail BEFORE INSERT OR DELETE ON {database.Prefix}{table} FOR EACH ROW EXECUTE FUNCTION {database.Prefix}fail()");
        }

        Assert.All(await FaultsAsync<InvalidOperationException>(engine, All.Where(s => s.Writes)), e => Assert.Matches($"^(The connection was lost while the entry was written: it may have been written or not\\. )?{sentence}", e.Message));
    }

    [Fact]
    public async Task Stores_ConnectionLostInTheMiddle_SayWhetherAnythingMayHaveBeenWritten()
    {
        await using PostgresServer server = await PostgresServer.StartNewAsync();
        await using var database = new PostgresTestDatabase(server.ConnectionString, "middle");
        await using ServiceProvider engine = database.Open();
        await StubEngine.SaveAsync(engine);
        await Log(engine).AppendAsync(Entry, Token);
        await using var blocker = await database.ConnectAsync();
        await TestDatabase.ExecuteAsync(blocker, "BEGIN; LOCK TABLE middle.connect_log, middle.connect_log_documents, middle.connect_adaptors IN ACCESS EXCLUSIVE MODE");

        Assert.StartsWith("The connection was lost while the entry was written: it may have been written or not. The PostgreSQL server ended", await LoseAsync("append", 1));
        foreach (string step in (string[])["get", "list", "save", "purge"])
        {
            // What is repeated once is lost twice.
            Assert.StartsWith("The PostgreSQL server ended the connection, is starting or going down: terminating connection", await LoseAsync(step, 2), StringComparison.Ordinal);
        }

        async Task<string> LoseAsync(string name, int times)
        {
            Task<List<InvalidOperationException>> fault = FaultsAsync<InvalidOperationException>(engine, All.Where(s => s.Name == name));
            for (int lost = 0; lost < times;)
            {
                lost += (int)await database.NumberAsync(
                    "SELECT count(*) FROM (SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND state = 'active') AS ended");
            }

            return (await fault).Single().Message;
        }
    }

    [Fact]
    public async Task SendAsync_RoleThatLostItsRights_TellsItInTheLogError()
    {
        (string connection, string role) = await NewRoleAsync();
        string schema = postgres.NewSchema();
        await ExecuteAsync($"CREATE SCHEMA {schema}; GRANT ALL ON SCHEMA {schema} TO {role}");
        await using ServiceProvider engine = await OpenAsync(connection, schema);
        await ExecuteAsync($"REVOKE INSERT ON {schema}.connect_log FROM {role}");

        ConnectResult result = await engine.GetRequiredService<IConvosoConnectClient>().SendAsync(StubEngine.EndpointId, StubEngine.Lead("1"), Token);

        Assert.True(result.Succeeded);
        Assert.Contains("permission denied for table connect_log. Have an administrator run: GRANT", result.LogError, StringComparison.Ordinal);
    }

    private static readonly Step[] All =
    [
        new("append", true, async e => await Log(e).AppendAsync(Entry, Token)),
        new("query", false, async e => await Log(e).QueryAsync(new() { Search = "accepted" }, Token)),
        new("get", false, async e => await Log(e).GetAsync(1, Token)),
        new("stream", false, async e => await Log(e).StreamAsync(new(), Token).CountAsync(Token)),
        new("statistics", false, async e => await Statistics(e).ReadAsync(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), null, Token).CountAsync(Token)),
        new("list", false, async e => await Adaptors(e).ListAsync(cancellationToken: Token)),
        new("save", true, async e => await Adaptors(e).SaveAsync(StubEngine.Adaptor with { Id = Guid.NewGuid().ToString("N") }, Token)),
        new("purge", true, async e => await Retention(e).PurgeAsync(DateTimeOffset.UtcNow.AddDays(1), Token)),
        new("erase", true, async e => await Retention(e).EraseLeadAsync("4711", Token)),
    ];

    private static IConnectLogStore Log(IServiceProvider engine) => engine.GetRequiredService<IConnectLogStore>();

    private static IConnectLogStatistics Statistics(IServiceProvider engine) => (IConnectLogStatistics)Log(engine);

    private static IAdaptorStore Adaptors(IServiceProvider engine) => engine.GetRequiredService<IAdaptorStore>();

    private static IConnectLogRetention Retention(IServiceProvider engine) => engine.GetRequiredService<IConnectLogRetention>();

    private static async Task<List<T>> FaultsAsync<T>(ServiceProvider engine, IEnumerable<Step> steps)
        where T : Exception
    {
        var faults = new List<T>();
        foreach (Step step in steps)
        {
            Exception? fault = await Record.ExceptionAsync(() => step.Run(engine));
            Assert.True(fault is T, $"{step.Name}: {fault?.ToString() ?? "nothing was thrown"}");
            faults.Add((T)fault!);
        }

        return faults;
    }

    private static ServiceProvider Build(string connection, string schema) => StubEngine.Build(builder => builder.UsePostgreSql(connection, o => o.Schema = schema));

    private static async Task<ServiceProvider> OpenAsync(string connection, string schema)
    {
        ServiceProvider engine = Build(connection, schema);
        await StubEngine.SaveAsync(engine);
        return engine;
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

    private sealed record Step(string Name, bool Writes, Func<ServiceProvider, Task> Run);
}

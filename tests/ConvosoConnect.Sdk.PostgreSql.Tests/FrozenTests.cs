using System.Data.Common;
using System.Diagnostics;
using ConvosoConnect.Sdk.Tests;
using ConvosoConnect.Sdk.Tests.Stores;
using Npgsql;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

public sealed class FrozenTests(PostgresFixture postgres) : FrozenCases
{
    private const string Schema = "frozen_schema";

    private protected override string Project => "ConvosoConnect.Sdk.PostgreSql.Tests";

    private protected override async Task<TestDatabase> CreateAsync() => await postgres.NewDatabaseAsync();

    private protected override async Task<TestDatabase> CreateToFreezeAsync() => new PostgresTestDatabase(await postgres.ConnectAsync(), Schema);

    /// <summary>What pg_dump says, without settings of a session and commands of psql.</summary>
    private protected override async Task<string> WriteAsync(TestDatabase database)
    {
        var server = new NpgsqlConnectionStringBuilder(await postgres.ConnectAsync());
        var start = new ProcessStartInfo(
            Requirement.Binary("pg_dump", "postgresql-client", Environment.GetEnvironmentVariable("PATH")!),
            ["-h", server.Host!, "-p", $"{server.Port}", "-U", server.Username!, "-n", Schema, "--inserts", "--no-owner", "--no-privileges", server.Database!])
        {
            RedirectStandardOutput = true,
        };
        using Process dump = Process.Start(start)!;
        string text = await dump.StandardOutput.ReadToEndAsync(Token);
        await dump.WaitForExitAsync(Token);
        string[] left = ["SET ", "SELECT pg_catalog.set_config", "--", "\\"];
        return string.Join('\n', text.Split('\n').Where(line => line.Length > 0 && !left.Any(l => line.StartsWith(l, StringComparison.Ordinal)))) + "\n";
    }

    private protected override Task LoadAsync(TestDatabase database, string sql) =>
        database.ExecuteAsync(sql.Replace(Schema, database.Prefix.TrimEnd('.'), StringComparison.Ordinal));

    private protected override async Task<IReadOnlyList<string>> SchemaAsync(TestDatabase database)
    {
        string schema = database.Prefix.TrimEnd('.');
        var lines = new List<string>();
        await using DbConnection connection = await database.ConnectAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText =
            $"""
            SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, is_identity) FROM information_schema.columns WHERE table_schema = '{schema}'
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = '{schema}'
            UNION ALL SELECT concat_ws(' ', relname, relkind, reloptions::text) FROM pg_class WHERE relnamespace = '{schema}'::regnamespace ORDER BY 1
            """;
        await using DbDataReader reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            lines.Add(reader.GetString(0).Replace(schema, Schema, StringComparison.Ordinal));
        }

        return lines;
    }
}

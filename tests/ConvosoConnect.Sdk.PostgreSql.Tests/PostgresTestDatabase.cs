using System.Data.Common;
using System.Text;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConvosoConnect.Sdk.PostgreSql.Tests;

/// <summary>A schema of a PostgreSQL server, seen from both sides.</summary>
internal sealed class PostgresTestDatabase(string connectionString, string schema) : TestDatabase
{
    private const string All = "document || coalesce(secret, bytea '')";

    public override string Prefix => $"{schema}.";

    public override string[] Arguments => ["postgres", connectionString, schema];

    public override async Task<DbConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection($"{connectionString};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public override async Task<byte[]> DumpAsync()
    {
        await using DbConnection connection = await ConnectAsync();
        var bytes = new List<byte>();
        foreach ((string table, string document) in new[]
        {
            ("connect_endpoints", All), ("connect_adaptors", All), ("connect_log_documents", "document"), ("connect_log", "bytea ''"),
        })
        {
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = $"SELECT {document}, r::text FROM {Prefix}{table} r";
            await using DbDataReader row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync())
            {
                bytes.AddRange((byte[])row.GetValue(0));
                bytes.AddRange(Encoding.UTF8.GetBytes(row.GetString(1)));
            }
        }

        return [.. bytes];
    }

    /// <summary>
    /// The server checks its pages and indexes by itself. All is read as of one moment: the server may still commit what a killed process had sent.
    /// </summary>
    public override Task CheckAsync(DbConnection connection) => ExecuteAsync(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ");

    public override Task RefuseAsync(string origin) =>
        ExecuteAsync($"ALTER TABLE {Prefix}connect_log ADD CONSTRAINT refused_by_the_test CHECK (origin <> '{origin}') NOT VALID");

    public override void Use(ConvosoConnectBuilder builder) => builder.UsePostgreSql(connectionString, o => o.Schema = schema);

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await ExecuteAsync($"DROP SCHEMA IF EXISTS {schema} CASCADE");
        }
        catch (NpgsqlException)
        {
            // A test has stopped the server.
        }
    }
}

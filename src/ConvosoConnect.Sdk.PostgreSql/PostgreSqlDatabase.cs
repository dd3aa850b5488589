using System.Data.Common;
using ConvosoConnect.Sdk.Relational;
using DbUp.Postgresql;
using Npgsql;

namespace ConvosoConnect.Sdk.PostgreSql;

/// <summary>A schema of a PostgreSQL database, shared by any number of instances. A search uses the trigram index of the extension pg_trgm.</summary>
internal sealed class PostgreSqlDatabase(NpgsqlDataSource source, bool ownsSource, string schema, bool flushesToDisk) : Database
{
    private const int WriterSlots = 32;

    public override string Prefix { get; } = $"{Identifier(schema)}.";

    // Instances that share a slot wait for each other at commit; with so many slots few do.
    public override int Writer { get; } = Random.Shared.Next(WriterSlots);

    public override string? DeleteFromIndexes => null;

    public override async Task InsertAsync(DbConnection connection, IReadOnlyList<LogRow> rows, CancellationToken cancellationToken)
    {
        if (!flushesToDisk)
        {
            DbCommand relax = connection.Command("SET LOCAL synchronous_commit = off");
            await using (relax.ConfigureAwait(false))
            {
                await relax.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        DbCommand command = connection.Command(
            $"""
            INSERT INTO {Prefix}connect_log (ticks, endpoint_id, origin, phone, result, document)
            SELECT ticks, endpoint_id, origin, phone, result, document
            FROM unnest(@ticks, @endpoints, @origins, @phones, @results, @documents) WITH ORDINALITY
              AS r (ticks, endpoint_id, origin, phone, result, document, place)
            ORDER BY place
            RETURNING id
            """,
            ("@ticks", rows.Select(r => r.Ticks).ToArray()),
            ("@endpoints", rows.Select(r => r.EndpointId).ToArray()),
            ("@origins", rows.Select(r => r.Origin).ToArray()),
            ("@phones", rows.Select(r => r.Phone).ToArray()),
            ("@results", rows.Select(r => r.Result).ToArray()),
            ("@documents", rows.Select(r => r.Document).ToArray()));
        await using (command.ConfigureAwait(false))
        {
            int at = 0;
            await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
            {
                rows[at++].Id = row.GetInt64(0);
            }
        }
    }

    public override (string From, string Id, string Where) Search(LogSearch search, DbCommand command)
    {
        string from = $"{Prefix}connect_log l";
        if (!search.IsIndexed)
        {
            command.Add("@text", search.Text);
            return (from, "l.id", "strpos(l.result, @text) > 0");
        }

        command.Add("@text", $"%{Literal(search.Text)}%");
        if (search.Digits is null)
        {
            return (from, "l.id", "l.result LIKE @text");
        }

        command.Add("@digits", $"%{search.Digits}%");
        return (from, "l.id", "(l.result LIKE @text OR l.phone LIKE @digits)");
    }

    // Data, integrity, a check option, a limit of the server, and what a trigger raises.
    public override bool IsRefusal(DbException exception) => exception is PostgresException error && error.SqlState.AsSpan(0, 2) is "22" or "23" or "44" or "54" or "P0";

    public override void ForgetConnections() => source.Clear();

    public override void Dispose()
    {
        if (ownsSource)
        {
            source.Dispose();
        }

        base.Dispose();
    }

    protected override async ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    protected override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        // Ten instances may start at once: all but the first wait here, then find nothing left to do. Instances with other schemas wait too, since the
        // extension belongs to the whole database.
        NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await ExecuteAsync(connection, "SELECT pg_advisory_lock(hashtext(@name))", cancellationToken).ConfigureAwait(false);
            try
            {
                await ExecuteAsync(connection, $"CREATE SCHEMA IF NOT EXISTS {Identifier(schema)}", cancellationToken).ConfigureAwait(false);
                var scripts = PostgreSqlSchema.Scripts(Prefix);
                Schema.Upgrade(
                    PostgresqlExtensions.PostgresqlDatabase(new PostgresqlConnectionManager(source), schema)
                        .WithScripts(scripts)
                        .WithVariablesDisabled()
                        .WithTransactionPerScript()
                        .JournalToPostgresqlTable(schema, Schema.Journal)
                        .LogToNowhere()
                        .Build(),
                    scripts);
            }
            finally
            {
                await ExecuteAsync(connection, "SELECT pg_advisory_unlock(hashtext(@name))", CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        DbCommand command = connection.Command(sql);
        await using (command.ConfigureAwait(false))
        {
            if (sql.Contains("@name", StringComparison.Ordinal))
            {
                command.Add("@name", "ConvosoConnect.Sdk");
            }

            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Literal(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}

using System.Data.Common;
using ConvosoConnect.Sdk.Relational;
using DbUp.Postgresql;
using Npgsql;

namespace ConvosoConnect.Sdk.PostgreSql;

/// <summary>A schema of a PostgreSQL database, shared by any number of instances. A search uses an inverted index of the words of each entry (<see cref="SearchWords"/>).</summary>
internal sealed class PostgreSqlDatabase(NpgsqlDataSource source, bool ownsSource, string schema, bool flushesToDisk) : Database
{
    private const int WriterSlots = 32;

    // A value of the type tsvector holds a megabyte at most. An entry with more words gets this one, under which every search looks too.
    private const string Unindexed = "x";
    private const int MostWords = 1_000_000;

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
            INSERT INTO {Prefix}connect_log (ticks, endpoint_id, origin, phone, result, words)
            SELECT ticks, endpoint_id, origin, phone, result, array_to_tsvector(string_to_array(words, ' '))
            FROM unnest(@ticks, @endpoints, @origins, @phones, @results, @words) WITH ORDINALITY
              AS r (ticks, endpoint_id, origin, phone, result, words, place)
            ORDER BY place
            RETURNING id
            """,
            ("@ticks", rows.Select(r => r.Ticks).ToArray()),
            ("@endpoints", rows.Select(r => r.EndpointId).ToArray()),
            ("@origins", rows.Select(r => r.Origin).ToArray()),
            ("@phones", rows.Select(r => r.Phone).ToArray()),
            ("@results", rows.Select(r => r.Result).ToArray()),
            ("@words", rows.Select(r => r.Words.Length > MostWords ? Unindexed : r.Words.TrimEnd()).ToArray()));
        await using (command.ConfigureAwait(false))
        {
            int at = 0;
            await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
            {
                rows[at++].Id = row.GetInt64(0);
            }
        }

        DbCommand documents = connection.Command(
            $"INSERT INTO {Prefix}connect_log_documents (id, document) SELECT * FROM unnest(@ids, @documents)",
            ("@ids", rows.Select(r => r.Id).ToArray()),
            ("@documents", rows.Select(r => r.Document).ToArray()));
        await using (documents.ConfigureAwait(false))
        {
            await documents.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override bool IndexIsUnordered => true;

    public override (string From, string Id, string Where) Candidates(LogCriteria criteria, bool byIndex, DbCommand command)
    {
        string where = "true";
        if (criteria.Search is { } search)
        {
            where = "strpos(l.result, @text) > 0";
            command.Add("@text", search.Text);
            if (search.Digits is not null)
            {
                where = $"({where} OR strpos(l.phone, @digits) > 0)";
                command.Add("@digits", search.Digits);
            }

            if (byIndex && search.IsIndexed)
            {
                where += " AND l.words @@ @words::tsquery";
                command.Add("@words", $"{SearchWords.Match(search, and: " & ", or: " | ", prefix: ":*")} | {Unindexed}");
            }
        }

        return ($"{Prefix}connect_log l", "l.id", where);
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
}

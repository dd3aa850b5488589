using System.Data.Common;
using ConvosoConnect.Sdk.Relational;
using Npgsql;

namespace ConvosoConnect.Sdk.PostgreSql;

/// <summary>A schema of a PostgreSQL database, shared by any number of instances. A search uses an inverted index of the words of each entry (<see cref="LogRow.Words"/>).</summary>
internal sealed class PostgreSqlDatabase(NpgsqlDataSource source, bool ownsSource, string schema, bool flushesToDisk) : RelationalDatabase
{
    private const int WriterSlots = 32;
    private const string Example = "Host=db;Database=app;Username=app;Password=...";

    // A value of the type tsvector holds a megabyte at most. An entry with more words gets this one, under which every search looks too.
    private const string Unindexed = "x";
    private const int MostWords = 1_000_000;

    /// <summary>Reads a connection string, which is refused here rather than when the database is first needed.</summary>
    /// <exception cref="ArgumentException">It is none, or names no host.</exception>
    public static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings = ReadConnectionString(connectionString, new NpgsqlConnectionStringBuilder(), "PostgreSQL", Example);
        return !string.IsNullOrWhiteSpace(settings.Host) ? settings : throw new ArgumentException(
            $"The connection string for PostgreSQL names no Host. Write one such as '{Example}'.", nameof(connectionString));
    }

    protected override string TablePrefix { get; } = $"{Identifier(schema)}.";

    // Instances that share a slot wait for each other at commit; with so many slots few do.
    protected override int Writer { get; } = Random.Shared.Next(WriterSlots);

    protected override bool IndexIsUnordered => true;

    protected override async Task InsertAsync(DbConnection connection, IReadOnlyList<LogRow> rows, CancellationToken cancellationToken)
    {
        // Ids become visible in the order in which they are given, since one transaction at a time takes and commits them: a reader that follows the log misses none. All of it is
        // one message to the server, so that the lock is held no longer than need be.
        NpgsqlBatch batch = ((NpgsqlConnection)connection).CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            Add(batch, $"SELECT pg_advisory_xact_lock(hashtextextended('ConvosoConnect.Sdk log of {schema}', 0))");
            if (!flushesToDisk)
            {
                Add(batch, "SET LOCAL synchronous_commit = off");
            }

            Add(
                batch,
                $"""
                WITH given AS (
                  SELECT * FROM unnest(
                    @ticks, @endpoints, @origins, @phones, @results, @leads, @directions, @outcomes, @statuses, @kinds, @originKinds, @words, @documents) WITH ORDINALITY
                    AS r (ticks, endpoint_id, origin, phone, result, lead_id, direction, outcome, status, error_kind, origin_kind, words, document, place)),
                added AS (
                  INSERT INTO {TablePrefix}connect_log (ticks, endpoint_id, origin, phone, result, lead_id, direction, outcome, status, error_kind, origin_kind, words)
                  SELECT ticks, endpoint_id, origin, phone, result, lead_id, direction, outcome, status, error_kind, origin_kind, array_to_tsvector(string_to_array(words, ' ')) FROM given ORDER BY place
                  RETURNING id),
                numbered AS (SELECT id, row_number() OVER (ORDER BY id) AS place FROM added)
                INSERT INTO {TablePrefix}connect_log_documents (id, document)
                SELECT id, document FROM numbered JOIN given USING (place)
                RETURNING id
                """,
                ("ticks", rows.Select(r => r.Ticks).ToArray()),
                ("endpoints", rows.Select(r => r.EndpointId).ToArray()),
                ("origins", rows.Select(r => r.Origin).ToArray()),
                ("phones", rows.Select(r => r.Phone).ToArray()),
                ("results", rows.Select(r => r.Result).ToArray()),
                ("leads", rows.Select(r => r.LeadId).ToArray()),
                ("directions", rows.Select(r => r.Direction).ToArray()),
                ("outcomes", rows.Select(r => r.Outcome).ToArray()),
                ("statuses", rows.Select(r => r.StatusCode).ToArray()),
                ("kinds", rows.Select(r => r.ErrorKind).ToArray()),
                ("originKinds", rows.Select(r => r.OriginKind).ToArray()),
                ("words", rows.Select(Indexed).ToArray()),
                ("documents", rows.Select(r => r.Document).ToArray()));
            SetIds(rows, await ReadIdsAsync(batch, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>The ids ascend with the places of the rows, whatever order they come back in.</summary>
    private static void SetIds(IReadOnlyList<LogRow> rows, List<long> ids)
    {
        ids.Sort();
        for (int at = 0; at < rows.Count; at++)
        {
            rows[at].Id = ids[at];
        }
    }

    private static async Task<List<long>> ReadIdsAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        var ids = new List<long>();
        NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            // The first result is that of the lock.
            await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                ids.Add(reader.GetInt64(0));
            }
        }

        return ids;
    }

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        batch.BatchCommands.Add(command);
    }

    protected override async Task IndexAnewAsync(DbConnection connection, IReadOnlyList<LogRow> rows, CancellationToken cancellationToken)
    {
        NpgsqlCommand command = ((NpgsqlConnection)connection).CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText =
                $"""
                UPDATE {TablePrefix}connect_log l SET words = array_to_tsvector(string_to_array(r.words, ' '))
                FROM unnest(@ids, @words) AS r (id, words) WHERE l.id = r.id
                """;
            command.Parameters.AddWithValue("ids", rows.Select(r => r.Id).ToArray());
            command.Parameters.AddWithValue("words", rows.Select(Indexed).ToArray());
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Indexed(LogRow row) => row.Words.Length > MostWords ? Unindexed : row.Words.TrimEnd();

    protected override LogCandidates FindCandidates(LogCriteria criteria, DbCommand command)
    {
        NpgsqlParameterCollection parameters = ((NpgsqlCommand)command).Parameters;
        string where = "true";
        if (criteria.Text is { } text)
        {
            where = "strpos(l.result, @text) > 0";
            parameters.AddWithValue("text", text);
            if (criteria.Digits is { } digits)
            {
                where = $"({where} OR strpos(l.phone, @digits) > 0)";
                parameters.AddWithValue("digits", digits);
            }

            if (criteria.WordsToMatch(and: " & ", or: " | ", prefix: ":*") is { } words)
            {
                where += " AND l.words @@ @words::tsquery";
                parameters.AddWithValue("words", $"{words} | {Unindexed}");
            }
        }

        return new($"{TablePrefix}connect_log l", "l.id", where);
    }

    // Data, integrity, a check option, a limit of the server, and what a trigger raises.
    protected override bool IsRefusal(DbException exception) => exception is PostgresException error && error.SqlState.AsSpan(0, 2) is "22" or "23" or "44" or "54" or "P0";

    // The server does so by its statement_timeout, or for an administrator; its words tell which.
    protected override Exception? Explain(DbException exception) => exception is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } error
        ? new TimeoutException(
            $"PostgreSQL cancelled a statement: {error.MessageText}. Narrow a search by days or endpoint; else have the statement_timeout of the role or database raised, "
            + "or look for what holds a lock.",
            exception)
        : null;

    protected override void ForgetConnections() => source.Clear();

    public override void Dispose()
    {
        base.Dispose();
        if (ownsSource)
        {
            source.Dispose();
        }
    }

    protected override async ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    protected override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        // All on one connection and in one transaction, which a pooler that lends connections by the transaction keeps together.
        NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                // Many instances may start at once: all but the first wait here, then find nothing left to do.
                await ExecuteAsync(connection, "SELECT pg_advisory_xact_lock(hashtext('ConvosoConnect.Sdk'))", cancellationToken).ConfigureAwait(false);
                await CreateSchemaAsync(connection, cancellationToken).ConfigureAwait(false);

                // DbUp is not told the schema's name: it would create it by itself, which not every role may do.
                UpgradeSchema(
                    PostgresqlExtensions.PostgresqlDatabase(new LentConnection(connection))
                        .WithScripts(PostgreSqlSchema.Scripts(TablePrefix))
                        .WithVariablesDisabled()
                        .WithoutTransaction()
                        .JournalToPostgresqlTable(schema, SchemaJournal)
                        .LogToNowhere()
                        .Build());
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Creates the schema where it is missing. A role that may not is no obstacle where an administrator has made it.</summary>
    private async Task CreateSchemaAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var find = new NpgsqlCommand("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = @schema", connection);
        find.Parameters.AddWithValue("schema", schema);
        await using (find.ConfigureAwait(false))
        {
            if (await find.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null)
            {
                return;
            }
        }

        try
        {
            await ExecuteAsync(connection, $"CREATE SCHEMA {Identifier(schema)}", cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new InvalidOperationException(
                $"The database has no schema {Identifier(schema)}, and the role of the connection string may not create it. Have an administrator run: "
                + $"CREATE SCHEMA {Identifier(schema)} AUTHORIZATION <the role>. Or choose another one with Storage:Schema.",
                exception);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The text is a constant of this class with the schema's name, which is checked.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

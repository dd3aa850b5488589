using System.Data.Common;
using ConvosoConnect.Sdk.Relational;
using Npgsql;

namespace ConvosoConnect.Sdk.PostgreSql;

/// <summary>
/// A schema of a PostgreSQL database, shared by any number of instances. A search uses an inverted index of the words of each entry (<see cref="LogRow.FindWords"/>).
/// </summary>
internal sealed class PostgreSqlDatabase(NpgsqlDataSource source, bool ownsSource, string schema, bool flushesToDisk) : RelationalDatabase
{
    // A server that is a copy of another shows only what is on that one's disk.
    private const string Settle =
        $"""
        SELECT CASE WHEN pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' THEN NULL
          WHEN pg_current_wal_insert_lsn() > pg_current_wal_flush_lsn() THEN ({PostgreSqlAppend.Flush}) END
        """;

    private const string Example = "Host=db;Database=app;Username=app;Password=...";

    /// <summary>Reads a connection string, which is refused here rather than when the database is first needed.</summary>
    /// <exception cref="ArgumentException">It is none, or names no host.</exception>
    public static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings = ReadConnectionString(connectionString, new NpgsqlConnectionStringBuilder(), "PostgreSQL", Example);
        return !string.IsNullOrWhiteSpace(settings.Host) ? settings : throw new ArgumentException(
            $"The connection string for PostgreSQL names no Host. Write one such as '{Example}'.", nameof(connectionString));
    }

    protected override string TablePrefix { get; } = $"{Identifier(schema)}.";

    protected override bool IndexIsUnordered => true;

    private PostgreSqlAppend Append => field ??= new PostgreSqlAppend(
        TablePrefix, schema, LogBlockSize, flushesToDisk, prepares: !new NpgsqlConnectionStringBuilder(source.ConnectionString).NoResetOnClose);

    protected override Task AppendAsync(DbConnection connection, IReadOnlyList<LogRow> rows) => Append.RunAsync((NpgsqlConnection)connection, rows);

    protected override async Task SettleAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        if (flushesToDisk)
        {
            await ExecuteAsync((NpgsqlConnection)connection, Settle, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override async Task IndexAnewAsync(DbConnection connection, IReadOnlyList<LogRow> rows, CancellationToken cancellationToken)
    {
        NpgsqlCommand command = ((NpgsqlConnection)connection).CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = $"UPDATE {TablePrefix}connect_log l SET words = r.words::int[] FROM unnest(@ids, @words) AS r (id, words) WHERE l.id = r.id";
            command.Parameters.AddWithValue("ids", rows.Select(r => r.Id).ToArray());
            command.Parameters.AddWithValue("words", rows.Select(PostgreSqlAppend.Words).ToArray());
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    protected override Task LockCountsAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ExecuteAsync((NpgsqlConnection)connection, PostgreSqlAppend.Lock(schema), cancellationToken);

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

            (int[]? ofText, int[]? ofDigits) = criteria.FindWords();
            if (ofText is not null)
            {
                where += $" AND (l.words @> @text_words{(ofDigits is null ? "" : " OR l.words @> @digit_words")})";
                parameters.AddWithValue("text_words", ofText);
                if (ofDigits is not null)
                {
                    parameters.AddWithValue("digit_words", ofDigits);
                }
            }
        }

        return new($"{TablePrefix}connect_log l", "l.id", where);
    }

    // Data, integrity, a check option, a limit of the server, and what a trigger raises.
    protected override bool IsRefusal(DbException exception) => exception is PostgresException error && error.SqlState.AsSpan(0, 2) is "22" or "23" or "44" or "54" or "P0";

    protected override Exception? Explain(DbException exception) => PostgreSqlFault.Explain(exception, Identifier(schema));

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
        // Connections of an app's own source may have been lost before the stores are first used.
        source.Clear();

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

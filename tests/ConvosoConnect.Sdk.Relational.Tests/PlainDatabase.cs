using System.Data.Common;
using DbUp;
using DbUp.Engine;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace ConvosoConnect.Sdk.Relational.Tests;

/// <summary>
/// A third database, written against the public API alone as a package from outside would be: it overrides what it must, has no index of words and finds texts by comparing
/// them. That SQLite lies beneath is for the test's convenience.
/// </summary>
internal sealed class PlainDatabase(string path) : RelationalDatabase
{
    private const string Script =
        """
        CREATE TABLE plain_connect_meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
        INSERT INTO plain_connect_meta (name, value) VALUES ('version', 0);
        CREATE TABLE plain_connect_endpoints (id TEXT PRIMARY KEY, version INTEGER, reference TEXT, document BLOB, secret BLOB);
        CREATE TABLE plain_connect_adaptors (id TEXT PRIMARY KEY, version INTEGER, reference TEXT, document BLOB, secret BLOB);
        CREATE TABLE plain_connect_log (
          id INTEGER PRIMARY KEY AUTOINCREMENT, ticks INTEGER, endpoint_id TEXT, origin TEXT, phone TEXT, result TEXT,
          lead_id TEXT, direction INTEGER, outcome INTEGER, status INTEGER, error_kind TEXT, origin_kind TEXT,
          idempotency_key TEXT);
        CREATE TABLE plain_connect_log_documents (id INTEGER PRIMARY KEY, document BLOB);
        CREATE TABLE plain_connect_log_hours (hour INTEGER PRIMARY KEY, low INTEGER, high INTEGER, n INTEGER);
        CREATE TABLE plain_connect_log_blocks (block INTEGER PRIMARY KEY, n INTEGER);
        CREATE TABLE plain_connect_log_statistics (hour INTEGER, endpoint_id TEXT, sends INTEGER, failures INTEGER, last_id INTEGER, PRIMARY KEY (hour, endpoint_id));
        """;

    private readonly string _connectionString = $"Data Source={path};Pooling=False";

    protected override string TablePrefix => "plain_";

    protected override async ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using SqliteCommand session = connection.CreateCommand();
        session.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF";
        await session.ExecuteNonQueryAsync(cancellationToken);
        return connection;
    }

    protected override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = (SqliteConnection)await ConnectAsync(cancellationToken);
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        using (var shared = new SharedConnection(connection))
        {
            UpgradeEngine engine = DeployChanges.To.SqliteDatabase(shared)
                .WithScripts(new SqlScript("0001", Script)).JournalToSqliteTable(SchemaJournal).LogToNowhere().Build();
            UpgradeSchema(engine);
            CheckSchema(engine);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    protected override void ForgetConnections()
    {
    }

    protected override Task AppendAsync(DbConnection connection, IReadOnlyList<LogRow> rows) => AppendAsync(connection, rows, () => InsertAsync(connection, rows));

    private static async Task InsertAsync(DbConnection connection, IReadOnlyList<LogRow> rows)
    {
        foreach (LogRow row in rows)
        {
            await using SqliteCommand command = ((SqliteConnection)connection).CreateCommand();
            command.CommandText =
                """
                INSERT INTO plain_connect_log (ticks, endpoint_id, origin, phone, result, lead_id, direction, outcome, status, error_kind, origin_kind,
                  idempotency_key)
                VALUES (@t, @e, @o, @p, @r, @l, @d, @u, @s, @k, @h, @y) RETURNING id
                """;
            command.Parameters.AddWithValue("@t", row.Ticks);
            command.Parameters.AddWithValue("@e", row.EndpointId);
            command.Parameters.AddWithValue("@o", row.Origin);
            command.Parameters.AddWithValue("@p", row.Phone);
            command.Parameters.AddWithValue("@r", row.Result);
            command.Parameters.AddWithValue("@l", row.LeadId);
            command.Parameters.AddWithValue("@d", row.Direction);
            command.Parameters.AddWithValue("@u", row.Outcome);
            command.Parameters.AddWithValue("@s", row.StatusCode);
            command.Parameters.AddWithValue("@k", row.ErrorKind);
            command.Parameters.AddWithValue("@h", row.OriginKind);
            command.Parameters.AddWithValue("@y", row.IdempotencyKey);
            row.Id = (long)(await command.ExecuteScalarAsync())!;
            await using SqliteCommand document = ((SqliteConnection)connection).CreateCommand();
            document.CommandText = "INSERT INTO plain_connect_log_documents (id, document) VALUES (@i, @d)";
            document.Parameters.AddWithValue("@i", row.Id);
            document.Parameters.AddWithValue("@d", row.Document);
            await document.ExecuteNonQueryAsync();
        }
    }

    protected override LogCandidates FindCandidates(LogCriteria criteria, DbCommand command)
    {
        string condition = "1 = 1";
        if (criteria.Text is { } text)
        {
            condition = "(instr(l.result, @text) > 0 OR (@digits <> '' AND instr(l.phone, @digits) > 0))";
            ((SqliteCommand)command).Parameters.AddWithValue("@text", text);
            ((SqliteCommand)command).Parameters.AddWithValue("@digits", criteria.Digits ?? "");
        }

        return new("plain_connect_log l", "l.id", condition);
    }

    protected override bool IsRefusal(DbException exception) => exception is SqliteException { SqliteErrorCode: 19 };
}

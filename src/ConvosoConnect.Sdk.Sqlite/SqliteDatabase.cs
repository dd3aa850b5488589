using System.Data.Common;
using ConvosoConnect.Sdk.Relational;
using DbUp;
using DbUp.Engine;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>
/// A SQLite file in write-ahead mode: readers never wait for the writer, a process that is killed leaves no damage, and several processes may use the file.
/// One full-text index of each entry (<see cref="SqliteWords"/>) answers searches, endpoints, origins and leads: it is written in large pieces, where
/// indexes of their own would change a page for each endpoint in every transaction.
/// </summary>
internal sealed class SqliteDatabase : RelationalDatabase
{
    // Every so many pages (8 MB) they are copied from the write-ahead log into the file, while whoever has just written waits: with four times as many that takes as long as
    // several batches.
    private const int CheckpointPages = 2000;

    private readonly string _dataSource;
    private readonly string _session;
    private readonly SqliteFormerPages _former;
    private readonly SqliteFailures _failures;

    // Both are settled when the file is opened first.
    private string _connectionString;
    private bool _isReadOnly;
    private SqliteFileGuard? _guard;

    public SqliteDatabase(string connectionString, bool flushesToDisk)
    {
        var builder = ReadConnectionString(connectionString, new SqliteConnectionStringBuilder(), "SQLite", "Data Source=connect.db");
        bool isMemory = builder.Mode == SqliteOpenMode.Memory || builder.DataSource.Contains(":memory:", StringComparison.Ordinal)
            || (builder.DataSource.StartsWith("file:", StringComparison.Ordinal) && builder.DataSource.Contains("mode=memory", StringComparison.Ordinal));
        if (builder.DataSource.Length == 0 || isMemory)
        {
            throw new ArgumentException(
                "The SQLite store needs a file, such as 'Data Source=connect.db'. Without any store of its own the engine keeps everything in memory.",
                nameof(connectionString));
        }

        _dataSource = builder.DataSource;
        _failures = new(_dataSource, builder.Mode == SqliteOpenMode.ReadOnly);
        _connectionString = builder.ConnectionString;
        _session = $"PRAGMA synchronous = {(flushesToDisk ? "FULL" : "NORMAL")}; PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = {CheckpointPages}; PRAGMA secure_delete = ON;";
        _former = new(async token => (SqliteConnection)await ConnectAsync(token).ConfigureAwait(false));
    }

    protected override string TablePrefix => "";

    protected override bool HasOneWriter => true;

    protected override ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) =>
        SqliteWriteTransaction.BeginAsync((SqliteConnection)connection, _guard, cancellationToken);

    protected override Task AppendAsync(DbConnection connection, IReadOnlyList<LogRow> rows) => AppendAsync(connection, rows, () =>
    {
        // Entries only add. What the index of words gives up while it merges its parts need not be overwritten, which would write a tenth more.
        Execute((SqliteConnection)connection, "PRAGMA secure_delete = FAST");
        ((SqliteLogConnection)connection).Insert.Rows(rows);
        return Task.CompletedTask;
    });

    protected override async Task DeleteFromIndexesAsync(DbConnection connection, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        SqliteCommand delete = Command((SqliteConnection)connection, "DELETE FROM connect_log_search WHERE rowid = @id");
        await using (delete.ConfigureAwait(false))
        {
            SqliteParameter parameter = delete.Parameters.Add("@id", SqliteType.Integer);
            foreach (long id in ids)
            {
                parameter.Value = id;
                await delete.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    protected override Task<long> EraseAsync(DbConnection connection, Func<Task<long>> deleteAsync, CancellationToken cancellationToken) =>
        new SqliteErasure((SqliteConnection)connection, write => WriteAsync(connection, write, cancellationToken)).RunAsync(deleteAsync, cancellationToken);

    protected override async Task IndexAnewAsync(DbConnection connection, IReadOnlyList<LogRow> rows, CancellationToken cancellationToken)
    {
        await DeleteFromIndexesAsync(connection, [.. rows.Select(r => r.Id)], cancellationToken).ConfigureAwait(false);
        SqliteInsert insert = ((SqliteLogConnection)connection).Insert;
        foreach (LogRow row in rows)
        {
            insert.Index(row);
        }
    }

    protected override Task EraseFormerAsync(DbConnection connection) => _former.RunAsync((SqliteConnection)connection);

    protected override Task<bool> ShrinkAsync(DbConnection connection, CancellationToken cancellationToken) => Task.FromResult(SqliteSpace.Release((SqliteConnection)connection));

    protected override IDisposable? StopWhenCancelled(DbConnection connection, CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled ? new SqliteStop((SqliteConnection)connection, cancellationToken) : null;

    protected override LogCandidates FindCandidates(LogCriteria criteria, DbCommand command)
    {
        SqliteParameterCollection parameters = ((SqliteCommand)command).Parameters;
        string where = "1 = 1";
        if (criteria.Text is { } text)
        {
            where = "instr(l.result, @text) > 0";
            parameters.AddWithValue("@text", text);
            if (criteria.Digits is { } digits)
            {
                where = $"({where} OR instr(l.phone, @digits) > 0)";
                parameters.AddWithValue("@digits", digits);
            }
        }

        SqliteConnection connection = ((SqliteCommand)command).Connection!;
        IReadOnlyList<string>? origins = criteria is { UsesIndex: true, OriginPrefix: { } prefix } ? SqliteOrigins.Find(prefix, connection) : null;
        if (origins is { Count: 0 })
        {
            return new("connect_log l", "l.id", "0 = 1");
        }

        if (SqliteMatch.Find(criteria, origins, connection) is not { } match)
        {
            return new("connect_log l", "l.id", where);
        }

        // The index only proposes entries, newest first; each is then compared.
        parameters.AddWithValue("@match", match);
        return new("connect_log_search s CROSS JOIN connect_log l ON l.id = s.rowid", "s.rowid", $"s.connect_log_search MATCH @match AND {where}");
    }

    protected override bool IsRefusal(DbException exception) =>
        exception is SqliteException { SqliteErrorCode: raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH };

    protected override Exception? Explain(DbException exception) => exception is SqliteException failure ? _failures.Explain(failure) : null;

    protected override void ForgetConnections()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    public override void Dispose()
    {
        base.Dispose();
        _former.Dispose();

        // Pooled connections would keep the file open.
        ForgetConnections();
        _guard?.Dispose();
    }

    protected override async ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        _guard?.Check();
        var connection = new SqliteLogConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            SqliteWriteTransaction.SetTimeout(connection);
            SqliteCommand session = Command(connection, _session);
            await using (session.ConfigureAwait(false))
            {
                await session.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            return connection;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_IOERR && SqliteFailures.LacksDescriptors)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw _failures.Explain(exception)!;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    protected override string? ReadOnlyReason => !_isReadOnly ? null
        : $"The SQLite file '{_dataSource}' is read-only: what it holds can be read, but nothing can be written. "
            + "Open it without Mode=ReadOnly where the app may write the file and its folder.";

    protected override async Task MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            var connection = (SqliteConnection)await ConnectFirstAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                _isReadOnly = raw.sqlite3_db_readonly(connection.Handle, "main") == 1;
                Prepare(connection);
                _guard ??= _isReadOnly ? null : SqliteFileGuard.Watch(_connectionString, _dataSource);
            }
        }
        catch (SqliteException exception) when (_failures.Explain(exception) is { } told)
        {
            throw told;
        }
    }

    /// <summary>
    /// The first connection. Where nothing can be written beside the file, as in a read-only image, SQLite cannot make the index of a write-ahead log, and opens the
    /// file only when it is told that nobody changes it. That holds when no write-ahead log is there.
    /// </summary>
    private async ValueTask<DbConnection> ConnectFirstAsync(CancellationToken cancellationToken)
    {
        SqliteConnection? first = null;
        try
        {
            first = (SqliteConnection)await ConnectAsync(cancellationToken).ConfigureAwait(false);

            // Reads the file, which opening does not.
            Execute(first, "SELECT count(*) FROM sqlite_master");
            return first;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == raw.SQLITE_CANTOPEN && File.Exists(_dataSource) && !_failures.HasLog && !SqliteFailures.LacksDescriptors)
        {
            if (first is not null)
            {
                await first.DisposeAsync().ConfigureAwait(false);
            }

            ForgetConnections();
            _connectionString = new SqliteConnectionStringBuilder(_connectionString)
            {
                DataSource = $"{new Uri(Path.GetFullPath(_dataSource)).AbsoluteUri}?immutable=1",
                Mode = SqliteOpenMode.ReadOnly,
            }.ConnectionString;
            return await ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Prepare(SqliteConnection connection)
    {
        if (_isReadOnly)
        {
            using var shared = new SharedConnection(connection);
            CheckSchema(Engine(shared));
            return;
        }

        SqliteSpace.Prepare(connection);
        Execute(connection, "PRAGMA journal_mode = WAL");

        // Other processes that start at the same time wait here for the first to finish, then find nothing left to do. What is not committed is rolled
        // back when the transaction is disposed.
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        using (var shared = new SharedConnection(connection))
        {
            UpgradeSchema(Engine(shared));
        }

        transaction.Commit();
    }

    private static UpgradeEngine Engine(SharedConnection connection) =>
        DeployChanges.To.SqliteDatabase(connection).WithScripts(SqliteSchema.Scripts).JournalToSqliteTable(SchemaJournal).LogToNowhere().Build();

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of this class; every value is a parameter.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}

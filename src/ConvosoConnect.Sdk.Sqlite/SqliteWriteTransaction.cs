using System.Data;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>
/// A transaction that writes. It asks for the file's lock every millisecond, because other processes take the lock again as soon as they have let it go: the driver would
/// sleep 150 ms between two tries and SQLite itself up to 100 ms, and miss that moment for seconds.
/// </summary>
internal sealed class SqliteWriteTransaction : DbTransaction
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly SqliteConnection _connection;
    private readonly sqlite3 _database;

    private readonly SqliteFileGuard? _guard;

    private SqliteWriteTransaction(SqliteConnection connection, SqliteFileGuard? guard) => (_connection, _database, _guard) = (connection, connection.Handle!, guard);

    public override IsolationLevel IsolationLevel => IsolationLevel.Serializable;

    protected override DbConnection DbConnection => _connection;

    /// <summary>Begins when no other connection writes.</summary>
    /// <exception cref="SqliteException">The file stayed locked for the connection's <c>Default Timeout</c>.</exception>
    public static async ValueTask<DbTransaction> BeginAsync(SqliteConnection connection, SqliteFileGuard? guard, CancellationToken cancellationToken)
    {
        var transaction = new SqliteWriteTransaction(connection, guard);
        TimeSpan limit = Limit(connection);
        raw.sqlite3_busy_timeout(transaction._database, 0);
        try
        {
            long start = Stopwatch.GetTimestamp();
            int code;
            while ((code = raw.sqlite3_exec(transaction._database, "BEGIN IMMEDIATE")) == raw.SQLITE_BUSY && Stopwatch.GetElapsedTime(start) < limit)
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }

            SqliteException.ThrowExceptionForRC(code, transaction._database);
            return transaction;
        }
        finally
        {
            SetTimeout(connection);
        }
    }

    /// <summary>
    /// Lets SQLite wait for a lock by itself, which it does in steps of few milliseconds at first: the driver sleeps only once that time is over, and then no more.
    /// </summary>
    public static void SetTimeout(SqliteConnection connection) => raw.sqlite3_busy_timeout(connection.Handle!, (int)Limit(connection).TotalMilliseconds);

    public override void Commit()
    {
        _guard?.Check();
        Run("COMMIT");
        _guard?.CheckWritten();
    }

    public override void Rollback() => Run("ROLLBACK");

    protected override void Dispose(bool disposing)
    {
        // SQLite has rolled back by itself after some failures, such as a full disk.
        if (disposing && _connection.State == ConnectionState.Open && raw.sqlite3_get_autocommit(_database) == 0)
        {
            raw.sqlite3_exec(_database, "ROLLBACK");
        }

        base.Dispose(disposing);
    }

    /// <summary>How long to wait for a lock: <c>Default Timeout</c>, of which the driver says that 0 is for ever.</summary>
    private static TimeSpan Limit(SqliteConnection connection) =>
        TimeSpan.FromMilliseconds(connection.DefaultTimeout is > 0 and < int.MaxValue / 1000 ? connection.DefaultTimeout * 1000 : int.MaxValue);

    private void Run(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_database, sql), _database);
}

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>
/// Lets SQLite ask every few thousand steps whether it is to go on. An interrupt from another thread would do nothing where it comes just before a command begins.
/// </summary>
internal sealed class SqliteStop : IDisposable
{
    private const int Steps = 10_000;

    private readonly sqlite3 _database;

    public SqliteStop(SqliteConnection connection, CancellationToken cancellationToken)
    {
        _database = connection.Handle!;
        raw.sqlite3_progress_handler(_database, Steps, _ => cancellationToken.IsCancellationRequested ? 1 : 0, null);
    }

    public void Dispose() => raw.sqlite3_progress_handler(_database, 0, null, null);
}

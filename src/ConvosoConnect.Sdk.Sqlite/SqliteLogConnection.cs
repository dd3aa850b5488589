using Microsoft.Data.Sqlite;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>A connection that keeps the statements of the log's writer ready from one batch to the next, until it is disposed.</summary>
internal sealed class SqliteLogConnection(string connectionString) : SqliteConnection(connectionString)
{
    private SqliteInsert? _insert;

    /// <summary>The statements, made ready at first use.</summary>
    public SqliteInsert Insert => _insert ??= new SqliteInsert(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _insert?.Dispose();
            _insert = null;
        }

        base.Dispose(disposing);
    }
}

using System.Data;
using System.Data.Common;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>One database: how to connect, its schema, and the few places where its SQL differs. All tables and the rest of the SQL are the same.</summary>
internal abstract class Database : IAsyncDisposable, IDisposable
{
    private readonly SemaphoreSlim _migrating = new(1, 1);
    private volatile bool _ready;

    /// <summary>
    /// Held by a change of endpoints or adaptors. The database lets one change at a time through in any case; those that wait here need no connection meanwhile.
    /// </summary>
    public SemaphoreSlim Changing { get; } = new(1, 1);

    /// <summary>What stands before each table's name.</summary>
    public abstract string Prefix { get; }

    /// <summary>Which rows of the counting tables this instance writes, so that instances do not wait for each other.</summary>
    public abstract int Writer { get; }

    /// <summary>A connection; the schema has been brought up to date at first use, or will be tried again at the next.</summary>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        if (!_ready)
        {
            await _migrating.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (!_ready)
                {
                    await MigrateAsync(cancellationToken).ConfigureAwait(false);
                    _ready = true;
                }
            }
            finally
            {
                _migrating.Release();
            }
        }

        return await ConnectAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A connection that is to write.</summary>
    /// <exception cref="NotSupportedException">The database can only be read.</exception>
    public async ValueTask<DbConnection> OpenForWritingAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (ReadOnlyReason is { } reason)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw new NotSupportedException(reason);
        }

        return connection;
    }

    /// <summary>Reads, a second time when the connection turns out to be one of before the server's restart.</summary>
    public async Task<TResult> ReadAsync<TResult>(Func<DbConnection, Task<TResult>> read, CancellationToken cancellationToken)
    {
        for (bool again = false; ; again = true)
        {
            DbConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                try
                {
                    return await read(connection).ConfigureAwait(false);
                }
                catch (DbException) when (!again && connection.State != ConnectionState.Open)
                {
                    ForgetConnections();
                }
            }
        }
    }

    /// <summary>One connection was lost, so those that wait to be used again may be too.</summary>
    public abstract void ForgetConnections();

    /// <summary>Adds a batch of rows in one transaction and gives them ascending ids.</summary>
    public abstract Task InsertAsync(DbConnection connection, IReadOnlyList<LogRow> rows, CancellationToken cancellationToken);

    /// <summary>What deletes the row <c>@id</c> from tables that only this database has; null when it has none.</summary>
    public abstract string? DeleteFromIndexes { get; }

    /// <summary>
    /// Whether the index of words gives entries in no order, so that all of a search's have to be looked up before the newest are known. A search that finds
    /// many is then quicker without it.
    /// </summary>
    public abstract bool IndexIsUnordered { get; }

    /// <summary>
    /// Where the entries of some criteria are looked for: the tables (the log's own is <c>l</c>), the column of the id by which they are read newest first,
    /// and the conditions; adds the parameters. The criteria's endpoint and origin are compared by the caller.
    /// </summary>
    public abstract (string From, string Id, string Where) Candidates(LogCriteria criteria, bool byIndex, DbCommand command);

    /// <summary>Whether the database refused what a command would write; a row that it refuses must not take others with it.</summary>
    public abstract bool IsRefusal(DbException exception);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public virtual void Dispose()
    {
        _migrating.Dispose();
        Changing.Dispose();
    }

    /// <summary>A sentence when the database can only be read; null when it can be written, and before the first connection.</summary>
    protected virtual string? ReadOnlyReason => null;

    protected abstract ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    protected abstract Task MigrateAsync(CancellationToken cancellationToken);
}

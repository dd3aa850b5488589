using System.Data.Common;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>One database: how to connect, its schema, and the few places where its SQL differs. All tables and the rest of the SQL are the same.</summary>
internal abstract class Database : IAsyncDisposable
{
    private readonly SemaphoreSlim _migrating = new(1, 1);
    private volatile bool _ready;

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

    /// <summary>Adds a batch of rows in one transaction and gives them ascending ids.</summary>
    public abstract Task InsertAsync(DbConnection connection, IReadOnlyList<LogRow> rows, CancellationToken cancellationToken);

    /// <summary>What deletes the rows of <c>@low</c> to <c>@high</c> from tables that only this database has; null when it has none.</summary>
    public abstract string? DeleteFromIndexes { get; }

    /// <summary>The tables of a search, the column of the id by which they are read newest first, and the condition; adds the parameters.</summary>
    public abstract (string From, string Id, string Where) Search(LogSearch search, DbCommand command);

    public virtual async ValueTask DisposeAsync()
    {
        _migrating.Dispose();
        await Task.CompletedTask.ConfigureAwait(false);
    }

    protected abstract ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    protected abstract Task MigrateAsync(CancellationToken cancellationToken);
}

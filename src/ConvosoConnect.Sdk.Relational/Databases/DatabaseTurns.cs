using System.Data.Common;

namespace ConvosoConnect.Sdk.Relational.Databases;

/// <summary>Opens the connections of a database, whose schema is brought up to date before the first one, and lets those that write take turns.</summary>
internal sealed class DatabaseTurns(RelationalDatabase database) : IDisposable
{
    private readonly SemaphoreSlim _migrating = new(1, 1);
    private volatile bool _ready;

    /// <summary>Held by a change of endpoints or adaptors, and by everything that writes where the database has one writer.</summary>
    public SemaphoreSlim Changing { get; } = new(1, 1);

    /// <summary>Opens a connection; the schema has been brought up to date at first use, or will be tried again at the next.</summary>
    public async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareOnceAsync(cancellationToken).ConfigureAwait(false);
            return await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DbException exception) when (!cancellationToken.IsCancellationRequested && database.Explain(exception) is { } told)
        {
            throw told;
        }
    }

    /// <summary>Opens a connection that is to write.</summary>
    /// <exception cref="NotSupportedException">The database can only be read.</exception>
    public async ValueTask<DbConnection> OpenForWritingAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        if (database.ReadOnlyReason is { } reason)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw new NotSupportedException(reason);
        }

        return connection;
    }

    /// <summary>Writes in one transaction, in turn with all else that writes where the database has one writer.</summary>
    public async Task WriteAsync(DbConnection connection, Func<Task> write, CancellationToken cancellationToken)
    {
        if (database.HasOneWriter)
        {
            await Changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            DbTransaction transaction = await database.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                await write().ConfigureAwait(false);
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            if (database.HasOneWriter)
            {
                Changing.Release();
            }
        }
    }

    public void Dispose()
    {
        _migrating.Dispose();
        Changing.Dispose();
    }

    private async ValueTask PrepareOnceAsync(CancellationToken cancellationToken)
    {
        if (!_ready)
        {
            await _migrating.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (!_ready)
                {
                    await PrepareAsync(cancellationToken).ConfigureAwait(false);
                    _ready = true;
                }
            }
            finally
            {
                _migrating.Release();
            }
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        DbConnection connection = await database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await database.Index.CheckAsync(connection, database.ReadOnlyReason is not null, cancellationToken).ConfigureAwait(false);
        }
    }
}

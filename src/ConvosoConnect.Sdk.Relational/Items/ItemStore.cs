using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using ConvosoConnect.Sdk.Relational.Databases;

namespace ConvosoConnect.Sdk.Relational.Items;

/// <summary>
/// Endpoints or adaptors of a database, kept in memory between sends. At most four times a second the counter of versions is asked whether another
/// instance changed anything, so a change is used everywhere within a second and most sends touch no database for it.
/// </summary>
internal sealed class ItemStore<T>(RelationalDatabase database, ItemTable<T> table, TimeProvider time)
    where T : class
{
    private static readonly TimeSpan Trust = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private Snapshot _kept = Snapshot.Unknown();
    private Task<Snapshot>? _check;

    public async ValueTask<T?> GetAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        cancellationToken.ThrowIfCancellationRequested();
        if (!StoredText.IsStorable(id))
        {
            return null;
        }

        Snapshot kept = Volatile.Read(ref _kept);
        if (kept.Version < 0 || time.GetElapsedTime(kept.Checked) >= Trust)
        {
            kept = await CheckTogether().WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        if (kept.Items.TryGetValue(id, out T? item))
        {
            return item;
        }

        item = await database.ReadAsync(connection => table.GetAsync(connection, id, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (item is not null && table.IsWhole(item))
        {
            kept.Items[id] = item;
        }

        return item;
    }

    public async ValueTask<List<T>> ListAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(connection => table.ListAsync(connection, cancellationToken), cancellationToken).ConfigureAwait(false);

    /// <summary>Does something to the table in one transaction; nothing of it remains when it throws.</summary>
    /// <param name="change">What to do.</param>
    /// <param name="replaces">Whether its result tells that something that was stored before is not stored any longer.</param>
    /// <param name="cancellationToken">Cancels it until it is committed.</param>
    public async ValueTask<TResult> ChangeAsync<TResult>(Func<DbConnection, Task<TResult>> change, Func<TResult, bool> replaces, CancellationToken cancellationToken)
    {
        await database.Changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await database.WorkAsync(
                async connection =>
                {
                    TResult result = await ChangeAsync(connection, change, cancellationToken).ConfigureAwait(false);
                    if (replaces(result))
                    {
                        await database.EraseFormerAsync(connection).ConfigureAwait(false);
                    }

                    return result;
                },
                cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Forget();
            database.Changing.Release();
        }
    }

    private async Task<TResult> ChangeAsync<TResult>(DbConnection connection, Func<DbConnection, Task<TResult>> change, CancellationToken cancellationToken)
    {
        DbTransaction transaction = await database.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            TResult result = await change(connection).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (DbException exception) when (connection.State != ConnectionState.Open)
            {
                // To do it again might do it twice.
                throw new InvalidOperationException(
                    "The connection was lost while the change was committed: it may have been made or not. Load the item again, and save it once more if it was not.", exception);
            }

            return result;
        }
    }

    /// <summary>Called after a change, so that it is seen at once, and after a conflict, so that whoever loads the item again gets the newer one.</summary>
    private void Forget()
    {
        lock (_gate)
        {
            _kept = Snapshot.Unknown();
            _check = null;
        }
    }

    /// <summary>One check serves all sends that want one at the same time: each by itself would need a connection.</summary>
    private Task<Snapshot> CheckTogether()
    {
        lock (_gate)
        {
            if (_check is null or { IsCompleted: true })
            {
                Snapshot seen = _kept;
                _check = Task.Run(() => CheckAsync(seen));
            }

            return _check;
        }
    }

    private async Task<Snapshot> CheckAsync(Snapshot seen)
    {
        long now = time.GetTimestamp();
        long version = await database.ReadAsync(connection => Versions.CurrentAsync(database, connection, default), default).ConfigureAwait(false);
        var kept = new Snapshot(version, now, seen.Version == version ? seen.Items : new(StringComparer.Ordinal));

        // Not when something was changed here meanwhile: what was read may be older than the change.
        Interlocked.CompareExchange(ref _kept, kept, seen);
        return kept;
    }

    private sealed record Snapshot(long Version, long Checked, ConcurrentDictionary<string, T> Items)
    {
        public static Snapshot Unknown() => new(-1, 0, new(StringComparer.Ordinal));
    }
}

using System.Collections.Concurrent;
using System.Data.Common;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>
/// Endpoints or adaptors of a database, kept in memory between sends. At most four times a second the counter of versions is asked whether another
/// instance changed anything, so a change is used everywhere within a second and most sends touch no database for it.
/// </summary>
internal sealed class ItemStore<T>(Database database, ItemTable<T> table, TimeProvider time)
    where T : class
{
    private static readonly TimeSpan Trust = TimeSpan.FromMilliseconds(250);

    private Snapshot? _kept;

    public async ValueTask<T?> GetAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        cancellationToken.ThrowIfCancellationRequested();
        if (!SearchText.IsStorable(id))
        {
            return null;
        }

        Snapshot? kept = Volatile.Read(ref _kept);
        if (kept is not null && time.GetElapsedTime(kept.Checked) < Trust && kept.Items.TryGetValue(id, out T? item))
        {
            return item;
        }

        DbConnection connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            long now = time.GetTimestamp();
            long version = await Versions.CurrentAsync(database, connection, cancellationToken).ConfigureAwait(false);
            kept = kept is not null && kept.Version == version ? new Snapshot(version, now, kept.Items) : new Snapshot(version, now, new(StringComparer.Ordinal));
            Volatile.Write(ref _kept, kept);
            if (!kept.Items.TryGetValue(id, out item))
            {
                item = await table.GetAsync(connection, id, cancellationToken).ConfigureAwait(false);
                if (item is not null)
                {
                    kept.Items[id] = item;
                }
            }

            return item;
        }
    }

    public async ValueTask<List<T>> ListAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await table.ListAsync(connection, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Does something to the table in one transaction; nothing of it remains when it throws.</summary>
    public async ValueTask<TResult> ChangeAsync<TResult>(Func<DbConnection, Task<TResult>> change, CancellationToken cancellationToken)
    {
        DbConnection connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                TResult result = await change(connection).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                Volatile.Write(ref _kept, null);
                return result;
            }
        }
    }

    private sealed record Snapshot(long Version, long Checked, ConcurrentDictionary<string, T> Items);
}

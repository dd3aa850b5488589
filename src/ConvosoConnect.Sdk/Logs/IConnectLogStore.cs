namespace ConvosoConnect.Sdk;

/// <summary>Keeps the log of calls. It is safe for concurrent use.</summary>
public interface IConnectLogStore
{
    /// <summary>
    /// Adds an entry. The store keeps it whole, whatever its length. A search need only look at the first 1,024 characters of a <see cref="ConnectLogEntry.Result"/>.
    /// </summary>
    /// <param name="entry">The entry; its id is ignored.</param>
    /// <param name="cancellationToken">Cancels the wait; whether the entry was added is then unknown.</param>
    /// <returns>The new id of the entry, higher than all ids before.</returns>
    ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default);

    /// <summary>Finds one entry.</summary>
    /// <param name="id">The id of the entry.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The entry, or null when there is none or it was deleted.</returns>
    ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Reads one page, newest first.</summary>
    /// <param name="query">The filter and the page to read.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The page and the total.</returns>
    ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default);

    /// <summary>Reads all entries that match a query, newest first, without holding them in memory. The query's paging is ignored.</summary>
    /// <param name="query">The filter.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The entries that existed when the reading began.</returns>
    IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default);
}

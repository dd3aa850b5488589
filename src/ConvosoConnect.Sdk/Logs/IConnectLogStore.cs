namespace ConvosoConnect.Sdk;

/// <summary>Keeps the log of calls. Safe for concurrent use.</summary>
public interface IConnectLogStore
{
    /// <summary>Adds an entry. All of it is kept, whatever its length; of a <see cref="ConnectLogEntry.Result"/> a search need find no more than the first 1,024 characters.</summary>
    /// <param name="entry">The entry; its id is ignored.</param>
    /// <param name="cancellationToken">Cancels the wait; whether the entry was added is then unknown.</param>
    /// <returns>The id given to it, higher than all before.</returns>
    ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default);

    /// <summary>Finds one entry.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The entry, or null when there is none (any more).</returns>
    ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default);

    /// <summary>Reads one page, newest first.</summary>
    /// <param name="query">What to keep and which page to show.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The page and the total.</returns>
    ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default);

    /// <summary>Reads everything that a query keeps, newest first, without holding it in memory; its paging is ignored.</summary>
    /// <param name="query">What to keep.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The entries that existed when the reading began.</returns>
    IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default);
}

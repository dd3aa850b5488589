namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// How many sends there were, how many failed, and how the last one ended, by endpoint and hour. It counts the entries that the log holds: what is deleted is taken off. The
/// database stores count as they append, so that reading takes milliseconds however many entries there are; the in-memory store goes through its entries.
/// </summary>
public interface IConnectLogStatistics
{
    /// <summary>Reads the hours in which something was sent, the newest first, and within an hour in no particular order. Entries that were received do not count.</summary>
    /// <param name="from">The first hour begins then or later.</param>
    /// <param name="until">The last hour begins before.</param>
    /// <param name="endpointId">The endpoint's id, compared exactly; null for all.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One for each endpoint and hour.</returns>
    IAsyncEnumerable<ConnectLogHour> ReadAsync(DateTimeOffset from, DateTimeOffset until, string? endpointId = null, CancellationToken cancellationToken = default);
}

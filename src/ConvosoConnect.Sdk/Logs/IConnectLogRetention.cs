namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// Deletes old entries of a log. The database stores implement it, because they keep entries until they are deleted; the in-memory store is limited by its capacity.
/// </summary>
public interface IConnectLogRetention
{
    /// <summary>Deletes all entries that are older than a moment, in small batches.</summary>
    /// <param name="before">Entries with an earlier timestamp are deleted.</param>
    /// <param name="cancellationToken">Stops after the batch under way; entries that were deleted stay deleted.</param>
    /// <returns>How many were deleted.</returns>
    ValueTask<long> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}

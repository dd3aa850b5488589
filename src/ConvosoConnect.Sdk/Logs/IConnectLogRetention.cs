namespace ConvosoConnect.Sdk.Logs;

/// <summary>Deletes old entries of a log that keeps them for good. Offered by the database stores; the one in memory is bounded by its capacity.</summary>
public interface IConnectLogRetention
{
    /// <summary>Deletes, in small batches, every entry that is older.</summary>
    /// <param name="before">Entries with an earlier timestamp go.</param>
    /// <param name="cancellationToken">Stops after the batch under way; what is deleted stays deleted.</param>
    /// <returns>How many were deleted.</returns>
    ValueTask<long> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default);
}

namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// Deletes entries of a log before their time: old ones, and those of a person who asks for it. All stores that come with the engine have it. A store of the app's own that
/// implements it is found under this type when it is registered by <c>UseLogStore</c>.
/// </summary>
public interface IConnectLogRetention
{
    /// <summary>Deletes all entries that are older than a moment, in small batches.</summary>
    /// <param name="before">Entries with an earlier timestamp are deleted.</param>
    /// <param name="cancellationToken">Stops after the batch under way; entries that were deleted stay deleted.</param>
    /// <returns>How many were deleted.</returns>
    ValueTask<long> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes all entries of a lead, with everything by which a search would find them and what <see cref="IConnectLogStatistics"/> counts of them. Entries of other leads
    /// stay, also those of the same phone number. What is appended meanwhile may stay.
    /// </summary>
    /// <param name="leadId">The lead's id, compared exactly.</param>
    /// <param name="cancellationToken">Stops after the batch under way; entries that were deleted stay deleted.</param>
    /// <returns>How many were deleted.</returns>
    /// <exception cref="ArgumentException">The id is empty: entries without a lead are nobody's.</exception>
    ValueTask<long> EraseLeadAsync(string leadId, CancellationToken cancellationToken = default);
}

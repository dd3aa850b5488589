namespace ConvosoConnect.Sdk;

/// <summary>Where <see cref="IConvosoConnectClient.TestAsync"/> takes its leads from.</summary>
public interface ILeadSource
{
    /// <summary>Finds one lead.</summary>
    /// <param name="leadId">Its id.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The lead, or null when there is none.</returns>
    ValueTask<LeadRecord?> GetAsync(string leadId, CancellationToken cancellationToken = default);

    /// <summary>Finds the most recent lead.</summary>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The lead, or null when there is none at all.</returns>
    ValueTask<LeadRecord?> GetRecentAsync(CancellationToken cancellationToken = default);
}

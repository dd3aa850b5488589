namespace ConvosoConnect.Sdk;

/// <summary>The source of the leads that <see cref="IConvosoConnectClient.TestAsync(string, string?, CancellationToken)"/> sends.</summary>
public interface ILeadSource
{
    /// <summary>Finds one lead.</summary>
    /// <param name="leadId">The id of the lead.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The lead, or null when there is none.</returns>
    ValueTask<LeadRecord?> GetAsync(string leadId, CancellationToken cancellationToken = default);

    /// <summary>Finds the most recent lead.</summary>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The lead, or null when the source holds no lead.</returns>
    ValueTask<LeadRecord?> GetRecentAsync(CancellationToken cancellationToken = default);
}

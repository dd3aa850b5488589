namespace ConvosoConnect.Sdk.Leads;

/// <summary>Gives the leads that the app registered; the last one counts as the most recent.</summary>
internal sealed class InMemoryLeadSource(IEnumerable<LeadRecord> leads) : ILeadSource
{
    private readonly LeadRecord[] _leads = [.. leads];

    public ValueTask<LeadRecord?> GetAsync(string leadId, CancellationToken cancellationToken = default) =>
        new(Array.FindLast(_leads, l => string.Equals(l.Id, leadId, StringComparison.Ordinal)));

    public ValueTask<LeadRecord?> GetRecentAsync(CancellationToken cancellationToken = default) => new(_leads.LastOrDefault());
}

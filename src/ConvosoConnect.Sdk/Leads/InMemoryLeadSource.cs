namespace ConvosoConnect.Sdk.Leads;

/// <summary>Leads that the app hands over; the last is the most recent.</summary>
internal sealed class InMemoryLeadSource(IEnumerable<LeadRecord> leads) : ILeadSource
{
    private readonly LeadRecord[] _leads = [.. leads];

    public ValueTask<LeadRecord?> GetAsync(string leadId, CancellationToken cancellationToken = default) =>
        new(Array.FindLast(_leads, l => string.Equals(l.Id, leadId, StringComparison.Ordinal)));

    public ValueTask<LeadRecord?> GetRecentAsync(CancellationToken cancellationToken = default) => new(_leads.LastOrDefault());
}

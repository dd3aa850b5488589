namespace ConvosoConnect.Sdk.Relational;

/// <summary>The part of a query that a database answers by an index of its own kind.</summary>
/// <param name="Search">What to search for; null for nothing.</param>
/// <param name="EndpointId">The endpoint's id as it is stored; null for any.</param>
/// <param name="Origin">The origin as it is stored; null for any.</param>
internal sealed record LogCriteria(LogSearch? Search, string? EndpointId, string? Origin)
{
    public static LogCriteria Of(ConnectLogQuery query) => new(
        LogSearch.Of(query),
        query.EndpointId is { } endpoint ? SearchText.Key(endpoint) : null,
        query.Origin is { } origin ? SearchText.Key(origin) : null);
}

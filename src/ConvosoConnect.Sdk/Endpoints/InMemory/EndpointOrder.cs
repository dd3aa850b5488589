namespace ConvosoConnect.Sdk.Endpoints.InMemory;

/// <summary>Filters and sorts a list of endpoints, for every store that holds them in memory.</summary>
internal static class EndpointOrder
{
    public static IReadOnlyList<ConnectEndpoint> Sort(IEnumerable<ConnectEndpoint> endpoints, EndpointFilter? filter) =>
    [
        .. endpoints.Where(e => filter is null || filter.Matches(e))
            .OrderBy(e => e.Name, StringComparer.Ordinal)
            .ThenBy(e => e.Id, StringComparer.Ordinal),
    ];
}

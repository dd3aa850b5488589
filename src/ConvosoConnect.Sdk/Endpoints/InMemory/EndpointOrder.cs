namespace ConvosoConnect.Sdk.Endpoints.InMemory;

/// <summary>The order and filter of a list of endpoints, the same in every store that holds them in memory.</summary>
internal static class EndpointOrder
{
    public static IReadOnlyList<ConnectEndpoint> Sort(IEnumerable<ConnectEndpoint> endpoints, EndpointFilter? filter) =>
    [
        .. endpoints.Where(e => filter is null || filter.Matches(e))
            .OrderBy(e => e.Name, StringComparer.Ordinal)
            .ThenBy(e => e.Id, StringComparer.Ordinal),
    ];
}

namespace ConvosoConnect.Sdk.Adaptors.InMemory;

/// <summary>Filters and sorts a list of adaptors, for every store that holds them in memory.</summary>
internal static class AdaptorOrder
{
    public static IReadOnlyList<Adaptor> Sort(IEnumerable<Adaptor> adaptors, AdaptorFilter? filter) =>
    [
        .. adaptors.Where(a => filter is null || filter.Matches(a))
            .OrderBy(a => a.Name, StringComparer.Ordinal)
            .ThenBy(a => a.Id, StringComparer.Ordinal),
    ];
}

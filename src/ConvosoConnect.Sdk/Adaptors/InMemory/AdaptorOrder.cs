namespace ConvosoConnect.Sdk.Adaptors.InMemory;

/// <summary>The order and filter of a list of adaptors, the same in every store that holds them in memory.</summary>
internal static class AdaptorOrder
{
    public static IReadOnlyList<Adaptor> Sort(IEnumerable<Adaptor> adaptors, string? name, bool? active) =>
    [
        .. adaptors.Where(a => (name is null || a.Name.Contains(name, StringComparison.OrdinalIgnoreCase)) && (active is null || a.Active == active))
            .OrderBy(a => a.Name, StringComparer.Ordinal)
            .ThenBy(a => a.Id, StringComparer.Ordinal),
    ];
}

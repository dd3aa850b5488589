namespace ConvosoConnect.Sdk;

/// <summary>Narrows a list of adaptors: an adaptor must match every member that is not null.</summary>
public sealed record AdaptorFilter
{
    /// <summary>A text that the name must contain, ignoring case.</summary>
    public string? Name { get; init; }

    /// <summary>The status: active or inactive.</summary>
    public bool? Active { get; init; }

    /// <summary>The list that a store gives: the adaptors that pass, by name and then by id, both compared ordinally.</summary>
    /// <param name="adaptors">The adaptors that are stored.</param>
    /// <returns>The list.</returns>
    public IReadOnlyList<Adaptor> Apply(IEnumerable<Adaptor> adaptors) =>
        [.. adaptors.Where(Matches).OrderBy(a => a.Name, StringComparer.Ordinal).ThenBy(a => a.Id, StringComparer.Ordinal)];

    /// <summary>Whether an adaptor passes. Stores may use it, or do the same in their own query language.</summary>
    /// <param name="adaptor">The adaptor to look at.</param>
    /// <returns>True when the adaptor matches every member that is not null.</returns>
    public bool Matches(Adaptor adaptor)
    {
        ArgumentNullException.ThrowIfNull(adaptor);
        return (Name is null || adaptor.Name.Contains(Name, StringComparison.OrdinalIgnoreCase)) && (Active is null || adaptor.Active == Active);
    }
}

namespace ConvosoConnect.Sdk;

/// <summary>Narrows a list of adaptors. Members that are null do not narrow; the others must all hold.</summary>
public sealed record AdaptorFilter
{
    /// <summary>Text that the name contains, ignoring case.</summary>
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
    /// <returns>True when every member that is set holds.</returns>
    public bool Matches(Adaptor adaptor)
    {
        ArgumentNullException.ThrowIfNull(adaptor);
        return (Name is null || adaptor.Name.Contains(Name, StringComparison.OrdinalIgnoreCase)) && (Active is null || adaptor.Active == Active);
    }
}

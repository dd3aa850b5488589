namespace ConvosoConnect.Sdk;

/// <summary>Narrows a list of adaptors: an adaptor must match every member that is not null.</summary>
public sealed record AdaptorFilter
{
    /// <summary>A text that the name must contain, ignoring case.</summary>
    public string? Name { get; init; }

    /// <summary>The status: active or inactive.</summary>
    public bool? Active { get; init; }

    /// <summary>Whether an adaptor matches. Stores may call this, or do the same in their own query language.</summary>
    /// <param name="adaptor">The adaptor to look at.</param>
    /// <returns>True when the adaptor matches every member that is not null.</returns>
    public bool Matches(Adaptor adaptor)
    {
        ArgumentNullException.ThrowIfNull(adaptor);
        return (Name is null || adaptor.Name.Contains(Name, StringComparison.OrdinalIgnoreCase)) && (Active is null || adaptor.Active == Active);
    }
}

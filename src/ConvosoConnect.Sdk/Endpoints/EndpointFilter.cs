namespace ConvosoConnect.Sdk;

/// <summary>Narrows a list of endpoints: an endpoint must match every member that is not null.</summary>
public sealed record EndpointFilter
{
    /// <summary>A text that the name must contain, ignoring case.</summary>
    public string? Name { get; init; }

    /// <summary>A text that the API URL must contain, ignoring case.</summary>
    public string? ApiUrl { get; init; }

    /// <summary>The request method.</summary>
    public RequestMethod? RequestMethod { get; init; }

    /// <summary>The status: active or inactive.</summary>
    public bool? Active { get; init; }

    /// <summary>The adaptor that the endpoint uses, compared exactly.</summary>
    public string? AdaptorId { get; init; }

    /// <summary>The list that a store gives: the endpoints that pass, by name and then by id, both compared ordinally.</summary>
    /// <param name="endpoints">The endpoints that are stored.</param>
    /// <returns>The list.</returns>
    public IReadOnlyList<ConnectEndpoint> Apply(IEnumerable<ConnectEndpoint> endpoints) =>
        [.. endpoints.Where(Matches).OrderBy(e => e.Name, StringComparer.Ordinal).ThenBy(e => e.Id, StringComparer.Ordinal)];

    /// <summary>Whether an endpoint passes. Stores may use it, or do the same in their own query language.</summary>
    /// <param name="endpoint">The endpoint to look at.</param>
    /// <returns>True when the endpoint matches every member that is not null.</returns>
    public bool Matches(ConnectEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return (Name is null || endpoint.Name.Contains(Name, StringComparison.OrdinalIgnoreCase))
            && (ApiUrl is null || endpoint.ApiUrl.Contains(ApiUrl, StringComparison.OrdinalIgnoreCase))
            && (RequestMethod is null || endpoint.RequestMethod == RequestMethod)
            && (Active is null || endpoint.Active == Active)
            && (AdaptorId is null || string.Equals(endpoint.AdaptorId, AdaptorId, StringComparison.Ordinal));
    }
}

using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Integrators;

/// <summary>An answer, as a template sees it.</summary>
public sealed class IntegratorResponse
{
    /// <summary>The endpoint that was called.</summary>
    public required ConnectEndpoint Endpoint { get; init; }

    /// <summary>The path that was called, without the query, such as <c>/contacts/v1/contact</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int StatusCode { get; init; }

    /// <summary>The parsed body; null when the answer has none, or when a status that is not 2xx came with one of another type.</summary>
    public ParsedResponse? Body { get; init; }

    /// <summary>Whether the status is 2xx.</summary>
    public bool IsSuccessStatusCode => StatusCode is >= 200 and < 300;

    /// <summary>Looks a value up in the body.</summary>
    /// <param name="key">A key or path, in the manner of a Response Key.</param>
    /// <returns>The value as text; null when it is missing or null.</returns>
    public string? Find(string key) => Body?.Find(key, Endpoint.Delimiter).Text;
}

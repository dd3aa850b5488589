using System.Net.Http.Headers;
using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Integrators;

/// <summary>A response, as a template sees it.</summary>
public sealed class IntegratorResponse
{
    private IReadOnlyList<KeyValuePair<string, string>>? _headers;

    /// <summary>The endpoint that was called.</summary>
    public required ConnectEndpoint Endpoint { get; init; }

    /// <summary>The path that was called, without the query, such as <c>/contacts/v1/contact</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int StatusCode { get; init; }

    /// <summary>The parsed body; null when the response has none, or when the status is not 2xx and the body is not of the declared type.</summary>
    public ParsedResponse? Body { get; init; }

    /// <summary>All headers, content headers included. Several values of one name are one entry. Use <see cref="Header"/> to look one up. Empty by default.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers
    {
        get => _headers ??= Message is null ? [] : [.. Received(Message).Select(h => KeyValuePair.Create(h.Key, h.Value.ToString()))];
        init => _headers = value;
    }

    /// <summary>Whether the status is 2xx.</summary>
    public bool IsSuccessStatusCode => StatusCode is >= 200 and < 300;

    /// <summary>The message from which headers are read until somebody asks for all of them; null when the headers were set.</summary>
    internal HttpResponseMessage? Message { get; init; }

    /// <summary>Looks a value up in the body.</summary>
    /// <param name="key">A key or path, written like a Response Key.</param>
    /// <returns>The value as text; null when it is missing or null.</returns>
    public string? Find(string key) => Body?.Find(key, Endpoint.Delimiter).Text;

    /// <summary>Looks a header up, such as <c>Retry-After</c>.</summary>
    /// <param name="name">The name, compared ignoring case.</param>
    /// <returns>The value; several of one name are joined by a comma and a space. Null when the response has no such header.</returns>
    public string? Header(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_headers is null && Message is not null)
        {
            HeaderStringValues values = Received(Message).FirstOrDefault(header => IsNamed(header.Key, name)).Value;
            return values.Count == 0 ? null : string.Join(", ", values);
        }

        string[] found = [.. Headers.Where(header => IsNamed(header.Key, name)).Select(header => header.Value)];
        return found.Length == 0 ? null : string.Join(", ", found);
    }

    private static bool IsNamed(string header, string name) => string.Equals(header, name, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<KeyValuePair<string, HeaderStringValues>> Received(HttpResponseMessage message) =>
        message.Headers.NonValidated.Concat(message.Content.Headers.NonValidated);
}

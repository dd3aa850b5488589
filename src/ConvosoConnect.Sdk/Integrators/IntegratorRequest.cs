using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;

namespace ConvosoConnect.Sdk.Integrators;

/// <summary>One request before it is built, as a template sees and shapes it.</summary>
public sealed class IntegratorRequest
{
    private List<KeyValuePair<string, string>>? _headers;

    /// <summary>Creates a request to shape.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="payload">The mapped lead.</param>
    /// <param name="bodyEncoder">The encoder that Post Data Type names.</param>
    public IntegratorRequest(ConnectEndpoint endpoint, Payload payload, IBodyEncoder bodyEncoder)
    {
        Endpoint = endpoint ?? throw new ArgumentNullException(nameof(endpoint));
        Payload = payload ?? throw new ArgumentNullException(nameof(payload));
        BodyEncoder = bodyEncoder ?? throw new ArgumentNullException(nameof(bodyEncoder));
        ApiUrl = endpoint.ApiUrl;
        Method = endpoint.RequestMethod == RequestMethod.Get ? HttpMethod.Get : HttpMethod.Post;
    }

    /// <summary>The endpoint.</summary>
    public ConnectEndpoint Endpoint { get; }

    /// <summary>The keys and values to send. Replace it to send others.</summary>
    public Payload Payload { get; set; }

    /// <summary>The encoder of a POST's body. Replace it to give the body another shape.</summary>
    public IBodyEncoder BodyEncoder { get; set; }

    /// <summary>
    /// The HTTP method: GET or POST, as the endpoint says. Where that is POST, a template may set PUT or PATCH, for instance because the vendor updates a record so. Any other
    /// method, and any change where the endpoint says GET, refuses the send (our decision).
    /// </summary>
    public HttpMethod Method { get; set; }

    /// <summary>The API URL, in which tokens are not yet replaced. When a template changes it, the new URL is checked by the rules for the endpoint's own.</summary>
    public string ApiUrl { get; set; }

    /// <summary>
    /// The path of <see cref="ApiUrl"/>, which says which operation of the vendor is called. Tokens are not yet replaced; query, fragment and trailing slashes are left out, for
    /// instance <c>/contacts/v1/contact</c>. Empty when the URL has no path.
    /// </summary>
    public ReadOnlySpan<char> Path => PathOf(ApiUrl);

    /// <summary>The headers that the template added, in order. A header of the endpoint with the same name is sent instead.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers ?? [];

    /// <summary>The sentence that says why nothing is sent; null when the template did not refuse.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Adds a header, unless the endpoint's Authorization Header gives one of that name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public void AddHeader(string name, string value) => (_headers ??= []).Add(new(name, value));

    /// <summary>Refuses the send: nothing is sent, and the sentence is the error of the result. When a template refuses twice, the first sentence counts.</summary>
    /// <param name="sentence">What is wrong with the lead or the endpoint and what to do.</param>
    public void Refuse(string sentence) => Refusal ??= sentence;

    /// <summary>The path of a URL, as <see cref="Path"/> gives it.</summary>
    internal static ReadOnlySpan<char> PathOf(string url)
    {
        int end = url.AsSpan().IndexOfAny('?', '#');
        ReadOnlySpan<char> path = end < 0 ? url : url.AsSpan(0, end);
        int host = path.IndexOf("://", StringComparison.Ordinal);
        path = path[(host < 0 ? 0 : host + 3)..];
        int start = path.IndexOf('/');
        return start < 0 ? [] : path[start..].TrimEnd('/');
    }
}

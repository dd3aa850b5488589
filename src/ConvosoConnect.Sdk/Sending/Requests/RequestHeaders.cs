using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Sending.Requests;

/// <summary>
/// The headers of an endpoint's requests, sorted once into those of the message and those of its body, with the ones that every request has.
/// </summary>
internal sealed class RequestHeaders
{
    private const string ContentType = "Content-Type";

    private static readonly HeaderLine[] Defaults =
    [
        new("User-Agent", $"ConvosoConnect.Sdk/{typeof(RequestHeaders).Assembly.GetName().Version?.ToString(3)}"),
        new("Accept-Encoding", "gzip, deflate, br"),
    ];

    private readonly HeaderLine[] _given;
    private readonly HeaderLine[] _ofMessage;
    private readonly HeaderLine[] _defaults;
    private readonly HeaderLine[] _ofBody;
    private readonly string? _idempotencyHeader;
    private readonly bool _givesContentType;

    // The media type that was found fit to send last; an endpoint's encoder gives the same one each time. Checked each time, a send takes 1 to 9 % longer.
    private string? _sendableType;

    private RequestHeaders(HeaderLine[] given, bool hasBody, string? idempotencyHeader)
    {
        _given = given;
        _defaults = [.. Defaults.Where(d => !given.Any(g => g.Is(d.Name)))];
        _idempotencyHeader = idempotencyHeader is null || given.Any(g => g.Is(idempotencyHeader)) ? null : idempotencyHeader;
        using var probe = new HttpRequestMessage();
        ILookup<bool, HeaderLine> sorted = given.ToLookup(line => probe.Headers.TryAddWithoutValidation(line.Name, line.Value));
        _ofMessage = [.. sorted[true]];
        _ofBody = hasBody ? [.. sorted[false]] : [];
        _givesContentType = Array.Exists(_ofBody, line => line.Is(ContentType));
        Warnings = hasBody ? [] : [.. sorted[false].Select(line => $"The header {line.Name} describes a body, and a GET has none, so it is not sent.")];
    }

    /// <summary>The headers that cannot be sent, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The header that gets a key for each request; null for none.</summary>
    public string? IdempotencyHeader => _idempotencyHeader;

    /// <summary>Compiles the headers of an endpoint.</summary>
    /// <param name="given">What the endpoint gives.</param>
    /// <param name="hasBody">Whether its requests have a body.</param>
    /// <param name="idempotencyHeader">The header that gets a new key for each request, unless the endpoint gives it; null for none.</param>
    public static RequestHeaders Create(IReadOnlyList<HeaderLine> given, bool hasBody, string? idempotencyHeader) => new([.. given], hasBody, idempotencyHeader);

    /// <summary>These headers with those that a template adds; the endpoint's win over them.</summary>
    /// <param name="added">What the template adds.</param>
    /// <param name="template">The template's name, for the sentence.</param>
    /// <param name="hasBody">Whether the request has a body.</param>
    /// <param name="fault">Why one of them cannot be sent; null when all can.</param>
    public RequestHeaders With(IReadOnlyList<KeyValuePair<string, string>> added, string template, bool hasBody, out string? fault)
    {
        fault = null;
        var lines = new List<HeaderLine>();
        foreach ((string name, string value) in added)
        {
            var line = new HeaderLine(name, value);
            if (line.Check() is { } problem)
            {
                fault = $"The integrator '{template}' set a header that cannot be sent. {problem.Message}";
                return this;
            }

            if (!Array.Exists(_given, h => h.Is(name)))
            {
                lines.Add(line);
            }
        }

        return Create([.. lines, .. _given], hasBody, _idempotencyHeader);
    }

    /// <summary>Puts the headers on a message.</summary>
    /// <param name="message">The message, its body set.</param>
    /// <param name="encoder">Who wrote the body, and says its type where the endpoint does not.</param>
    /// <param name="idempotencyKey">The key of the caller; null for a random one.</param>
    /// <returns>Null, or the sentence that says which header cannot be sent.</returns>
    public string? Put(HttpRequestMessage message, IBodyEncoder encoder, string? idempotencyKey)
    {
        foreach (HeaderLine line in _ofMessage)
        {
            message.Headers.TryAddWithoutValidation(line.Name, line.Value);
        }

        if (_idempotencyHeader is not null)
        {
            // Made here, once for all attempts of a send, so that log and preview show it.
            message.Headers.TryAddWithoutValidation(_idempotencyHeader, idempotencyKey ?? Guid.NewGuid().ToString());
        }

        foreach (HeaderLine line in _defaults)
        {
            message.Headers.TryAddWithoutValidation(line.Name, line.Value);
        }

        if (message.Content is not { } content)
        {
            return null;
        }

        foreach (HeaderLine line in _ofBody)
        {
            content.Headers.TryAddWithoutValidation(line.Name, line.Value);
        }

        if (_givesContentType)
        {
            return null;
        }

        string type = encoder.MediaType ?? "";
        if (!ReferenceEquals(type, _sendableType))
        {
            if (new HeaderLine(ContentType, type).Check() is { } problem)
            {
                return $"The body encoder '{encoder.Name}' has a media type that cannot be sent. {problem.Message}";
            }

            _sendableType = type;
        }

        content.Headers.TryAddWithoutValidation(ContentType, type);
        return null;
    }
}

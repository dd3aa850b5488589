using System.Text;
using ConvosoConnect.Sdk.Destinations;

namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>
/// An API URL with its credentials, read once into literal parts, already escaped, and the tokens between them. The URL of a request is joined from these texts and not
/// normalised, so that the receiver and the log see what the admin typed.
/// </summary>
internal sealed class UrlTemplate
{
    private readonly List<(string Literal, string? Token)> _parts = [];
    private readonly string _credentials;

    private UrlTemplate(string credentials) => _credentials = credentials;

    /// <summary>The names of the tokens, in the order of the URL.</summary>
    public IEnumerable<string> Tokens => _parts.Where(p => p.Token is not null).Select(p => p.Token!);

    /// <summary>The whole URL with its credentials when it has no tokens; null when each lead makes its own URL.</summary>
    public string? Fixed { get; private set; }

    /// <summary>The host name as typed, brackets of an IPv6 address included.</summary>
    public string Host { get; private init; } = "";

    /// <summary>Reads URL and credentials. Returns null when the URL is invalid; <paramref name="problems"/> then holds the reason.</summary>
    public static UrlTemplate? Parse(string apiUrl, string apiAuthentication, bool allowHttp, List<ValidationProblem> problems)
    {
        if (UrlRules.Check(apiUrl, allowHttp) is { } problem)
        {
            problems.Add(new(nameof(ConnectEndpoint.ApiUrl), problem));
            return null;
        }

        string url = apiUrl.Trim();
        int pathStart = UrlRules.AuthorityEnd(url);
        string authority = url[..pathStart];
        string rest = pathStart == url.Length ? "/" : url[pathStart] == '?' ? "/" + url[pathStart..] : url[pathStart..];
        string credentials = UrlText.EncodeIllegal(apiAuthentication.Trim().TrimStart('?', '&'));
        var template = new UrlTemplate(credentials) { Host = new Uri(authority).Host };
        template.Read(authority, rest);
        return template;
    }

    /// <summary>Makes the URL of a request.</summary>
    /// <param name="valueOf">Gives the value of a token; null or empty when the lead has none. May be null for a <see cref="Fixed"/> URL.</param>
    /// <param name="query">The text to append to the query, already encoded; empty for nothing.</param>
    /// <param name="most">The longest allowed URL, in characters. Values are measured before they are encoded, so that huge ones take no memory.</param>
    /// <param name="url">The complete URL; null when it would be too long, or when a token cannot be filled.</param>
    /// <returns>A sentence that says which token cannot be filled; null when all can.</returns>
    public string? Compose(Func<string, string?>? valueOf, ReadOnlySpan<char> query, int most, out string? url)
    {
        url = null;
        string complete;
        if (Fixed is { } known)
        {
            complete = Append(known, query);
            url = complete.Length <= most ? complete : null;
            return null;
        }

        ArgumentNullException.ThrowIfNull(valueOf);
        var text = new StringBuilder();
        foreach ((string literal, string? token) in _parts)
        {
            text.Append(literal);
            if (token is null)
            {
                continue;
            }

            if (valueOf(token) is not { Length: > 0 } value)
            {
                return $"The API URL has the token {{{token}}}, but the lead has no value for it. "
                    + $"Map a field to '{token}' in the adaptor, or give that row a default value.";
            }

            if (!FitsEscaped(value, most - text.Length))
            {
                return null;
            }

            text.Append(Uri.EscapeDataString(value));
        }

        complete = text.ToString();
        if (HasDotSegment(complete))
        {
            return "A token of the API URL was filled with '.' or '..', which would lead to another path. Nothing was sent; check that field of the lead.";
        }

        complete = Append(Append(complete, _credentials), query);
        url = complete.Length <= most ? complete : null;
        return null;
    }

    private static string Append(string url, ReadOnlySpan<char> query) => query.Length == 0
        ? url
        : string.Concat(url, !url.Contains('?', StringComparison.Ordinal) ? "?" : url[^1] is '?' or '&' ? "" : "&", query);

    /// <summary>
    /// Whether a text has at most <paramref name="most"/> characters once <see cref="Uri.EscapeDataString(string)"/> has escaped it: each escaped byte becomes three characters.
    /// </summary>
    private static bool FitsEscaped(string text, int most)
    {
        long length = text.Length;
        for (int i = 0; i < text.Length && length <= most; i++)
        {
            char c = text[i];
            bool isKept = char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';
            bool isPair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            length += isKept ? 0 : c < 0x80 ? 2 : c < 0x800 ? 5 : isPair ? 10 : 8;
            i += isPair ? 1 : 0;
        }

        return length <= most;
    }

    /// <summary>Whether a token brought a dot segment into the path. Dot segments that the admin typed are allowed.</summary>
    private bool HasDotSegment(string url)
    {
        int end = url.IndexOf('?', StringComparison.Ordinal);
        string typed = string.Concat(_parts.Select(p => p.Literal + (p.Token is null ? "" : "x")));
        return CountDots(end < 0 ? url : url[..end]) > CountDots(typed.Split('?')[0]);

        // Receivers treat an escaped dot as a dot (RFC 3986, section 6.2.2).
        static int CountDots(string path) => path.Replace("%2E", ".", StringComparison.OrdinalIgnoreCase).Split('/').Count(s => s is "." or "..");
    }

    private void Read(string authority, string rest)
    {
        int from = 0;
        string before = authority;
        for (int open; (open = rest.IndexOf('{', from)) >= 0; before = "")
        {
            int close = rest.IndexOf('}', open);
            _parts.Add((before + UrlText.EncodeIllegal(rest[from..open]), rest[(open + 1)..close]));
            from = close + 1;
        }

        _parts.Add((before + UrlText.EncodeIllegal(rest[from..]), null));
        Fixed = _parts.Count == 1 ? Append(_parts[0].Literal, _credentials) : null;
    }
}

using System.Text;
using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Transfer.Curl;

/// <summary>The URL of a command, in the parts that an endpoint keeps apart.</summary>
/// <param name="ApiUrl">The URL without its credentials; placeholders are tokens.</param>
/// <param name="ApiAuthentication">The parameters that are credentials by their names, as written.</param>
/// <param name="Authorization">The value of the header for a user and password in the URL; null for none.</param>
/// <param name="Mapped">Parameters of a GET that the adaptor sends.</param>
/// <param name="Tokens">The names of the tokens.</param>
internal sealed record CurlUrl(
    string ApiUrl, string ApiAuthentication, string? Authorization, IReadOnlyList<(string Key, string Value)> Mapped, IReadOnlyList<string> Tokens)
{
    public static CurlUrl Read(string url, string? dataInQuery, bool isGet, List<ValidationProblem> warnings)
    {
        if (!url.Contains("://", StringComparison.Ordinal))
        {
            warnings.Add(new("url", "The URL has no protocol; https:// was put before it.", IsWarning: true));
            url = "https://" + url;
        }

        url = url.Split('#')[0];
        int authority = url.IndexOf("://", StringComparison.Ordinal) + 3;
        int pathAt = url.AsSpan(authority).IndexOfAny("/?") is var found && found < 0 ? url.Length : authority + found;
        string host = url[authority..pathAt];
        int at = host.LastIndexOf('@');
        string? authorization = at < 0 ? null : "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(host[..at])));
        string rest = url[pathAt..];
        int queryAt = rest.IndexOf('?', StringComparison.Ordinal);
        string path = queryAt < 0 ? rest : rest[..queryAt];
        ThrowIfGlob(rest);

        var tokens = new List<string>();
        var own = new List<string>();
        var credentials = new List<string>();
        var mapped = new List<(string, string)>();
        string query = string.Join('&', new[] { queryAt < 0 ? "" : rest[(queryAt + 1)..], dataInQuery ?? "" }.Where(q => q.Length > 0));
        foreach (string part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string name = Decode(equals < 0 ? part : part[..equals]);
            string value = equals < 0 ? "" : Decode(part[(equals + 1)..]);
            if (CredentialNames.Default.IsSensitive(name))
            {
                credentials.Add(part);
            }
            else if (isGet && (LeadFieldGuess.Placeholder(value) is not null || LeadFieldGuess.OfName(name) is not null))
            {
                mapped.Add((name, value));
            }
            else
            {
                own.Add(equals < 0 ? part : part[..(equals + 1)] + Token(part[(equals + 1)..], tokens));
            }
        }

        path = string.Join('/', path.Split('/').Select(segment => Token(segment, tokens)));
        string apiUrl = url[..authority] + host[(at + 1)..] + path + (own.Count > 0 ? "?" + string.Join('&', own) : "");
        return new(apiUrl, string.Join('&', credentials), authorization, mapped, tokens);
    }

    private static string Token(string text, List<string> tokens)
    {
        if (LeadFieldGuess.Placeholder(Decode(text)) is not { } inner)
        {
            return text;
        }

        string name = LeadFieldGuess.OfPlaceholder(inner).Field.Replace(' ', '_');
        tokens.Add(name);
        return $"{{{name}}}";
    }

    // {a,b} and [1-9] are several URLs to curl.
    private static void ThrowIfGlob(string rest)
    {
        bool isSet = rest.IndexOf('{', StringComparison.Ordinal) is var open and >= 0 && rest.IndexOf('}', open) is var close and > 0 && rest[open..close].Contains(',', StringComparison.Ordinal);
        bool isRange = rest.IndexOf('[', StringComparison.Ordinal) is var first and >= 0 && rest.IndexOf(']', first) is var last and > 0 && rest[first..last].Contains('-', StringComparison.Ordinal);
        if (isSet || isRange)
        {
            throw CurlFault.At("url", "The command has several URLs, by {a,b} or [1-9]. An endpoint has one: give a command for each.");
        }
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}

namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>What an API URL must be. The sentences quote no query, which may hold credentials.</summary>
internal static class UrlRules
{
    private const int MaxLength = 8000;

    /// <summary>What is wrong; null when nothing is.</summary>
    public static string? Check(string apiUrl, bool allowHttp)
    {
        string url = apiUrl.Trim();
        if (url.Length == 0)
        {
            return "The API URL is missing. Enter the receiver's complete address, such as https://crm.example.com/leads.";
        }

        if (url.Length > MaxLength)
        {
            return $"The API URL has {url.Length} characters; at most {MaxLength} are possible.";
        }

        if (url.Any(c => char.IsControl(c) || c is '\\' or '\u2028' or '\u2029'))
        {
            return "The API URL holds a line break, a control character or a backslash. Use / between the parts of a path.";
        }

        return CheckTokens(url) ?? CheckParts(url, allowHttp);
    }

    private static string? CheckTokens(string url)
    {
        int slashes = url.IndexOf("://", StringComparison.Ordinal);
        int authorityEnd = slashes < 0 ? 0 : url.IndexOfAny(['/', '?', '#'], slashes + 3);
        authorityEnd = authorityEnd < 0 ? url.Length : authorityEnd;
        if (url.AsSpan(0, authorityEnd).ContainsAny('{', '}'))
        {
            return "The API URL has a token in its host. Tokens such as {email} may stand in the path and the query only.";
        }

        for (int at = authorityEnd; (at = url.IndexOfAny(['{', '}'], at)) >= 0; at++)
        {
            int close = url.IndexOf('}', at);
            if (url[at] == '}' || close < 0 || close == at + 1 || url.AsSpan(at + 1, close - at - 1).ContainsAny("{/?#&"))
            {
                return $"The API URL has a brace at position {at + 1} that makes no token. Write {{key}} with a key of the adaptor, or %7B and %7D for plain braces.";
            }

            at = close;
        }

        return null;
    }

    private static string? CheckParts(string url, bool allowHttp)
    {
        if (!Uri.TryCreate(url.Replace('{', 'x').Replace('}', 'x'), UriKind.Absolute, out Uri? uri) || uri.IsFile || !url.Contains("://", StringComparison.Ordinal))
        {
            return "The API URL cannot be read as an address. Enter it complete with its protocol, such as https://crm.example.com/leads.";
        }

        if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
        {
            return $"The API URL begins with {uri.Scheme}:, but only https is possible.";
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !allowHttp)
        {
            return "The API URL begins with http, which sends leads and credentials in the clear. Use https, or set the option AllowHttp.";
        }

        if (uri.UserInfo.Length > 0 || url.Split('/', '?')[2].Contains('@', StringComparison.Ordinal))
        {
            return "The API URL holds a user name or password. Move them to the Authorization Header, such as 'Authorization: Basic ...'.";
        }

        return url.Contains('#', StringComparison.Ordinal)
            ? "The API URL has a fragment (#...), which is never sent. Remove it, or write %23 for a plain #."
            : null;
    }
}

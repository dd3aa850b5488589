using System.Globalization;

namespace ConvosoConnect.Sdk.Destinations;

/// <summary>Checks API URLs. The sentences never quote the query, because it may hold credentials.</summary>
internal static class UrlRules
{
    private const int MaxLength = 8000;
    private const string Unreadable = "The API URL cannot be read as an address. Enter it complete with its protocol, such as https://crm.example.com/leads.";

    /// <summary>Keeps the framework from normalising path and query, so that receivers get the URL that the log shows.</summary>
    public static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>Says what is wrong with an API URL; null when nothing is.</summary>
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

    /// <summary>Gives the index where protocol, host and port end and path or query begins; 0 when there is no protocol.</summary>
    public static int AuthorityEnd(string url)
    {
        int slashes = url.IndexOf("://", StringComparison.Ordinal);
        int end = slashes < 0 ? 0 : url.IndexOfAny(['/', '?', '#'], slashes + 3);
        return end < 0 ? url.Length : end;
    }

    private static string? CheckTokens(string url)
    {
        int authorityEnd = AuthorityEnd(url);
        if (url.AsSpan(0, authorityEnd).ContainsAny('{', '}'))
        {
            return "The API URL has a token in its host. Tokens such as {email} may stand in the path and the query only.";
        }

        for (int at = authorityEnd; (at = url.IndexOfAny(['{', '}'], at)) >= 0; at++)
        {
            int close = url.IndexOf('}', at);
            if (url[at] == '}' || close < 0 || close == at + 1 || url.AsSpan(at + 1, close - at - 1).ContainsAny("{/?#&"))
            {
                return $"The API URL has a brace at position {at + 1} that is not part of a token. Write {{key}} with a key of the adaptor, or %7B and %7D for plain braces.";
            }

            at = close;
        }

        return null;
    }

    private static string? CheckParts(string url, bool allowHttp)
    {
        if (Read(url.Replace('{', 'x').Replace('}', 'x'), default) is not { } uri || uri.IsFile || !url.StartsWith(uri.Scheme + "://", StringComparison.OrdinalIgnoreCase))
        {
            return Unreadable;
        }

        if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
        {
            return $"The API URL begins with {uri.Scheme}:, but only https is possible.";
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !allowHttp)
        {
            return "The API URL begins with http, which sends leads and credentials in the clear. Use https, or set the option AllowHttp.";
        }

        string authority = url[..AuthorityEnd(url)];
        if (uri.UserInfo.Length > 0 || authority.Contains('@', StringComparison.Ordinal))
        {
            return "The API URL holds a user name or password. Move them to the Authorization Header, such as 'Authorization: Basic ...'.";
        }

        if (authority.FirstOrDefault(IsInvisible) is not '\0' and var invisible)
        {
            return $"The API URL has the invisible character U+{(int)invisible:X4} in its host, as copied text may. Type the host anew.";
        }

        if (url.Contains('#', StringComparison.Ordinal))
        {
            return "The API URL has a fragment (#...), which is never sent. Remove it, or write %23 for a plain #.";
        }

        // Unicode lookalikes of / ? : and @ may end the host earlier than it seems. The host that is dialled must be the one before the path.
        return Read(authority + "/", AsWritten) is { } alone && alone.Host == uri.Host && alone.Port == uri.Port ? null : Unreadable;
    }

    /// <summary>Whether a character is invisible or changes the direction of text. The joiners U+200C and U+200D are allowed, because some scripts need them.</summary>
    private static bool IsInvisible(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.Format && c is not ('\u200c' or '\u200d');

    /// <summary>Reads a URL with all its parts; null when it is invalid. The framework checks some hosts only when the property is read, and throws then.</summary>
    public static Uri? Read(string url, UriCreationOptions options)
    {
        try
        {
            return Uri.TryCreate(url, options, out Uri? uri) && uri is { Host: not null, IdnHost.Length: > 0, Authority: not null, PathAndQuery: not null } ? uri : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}

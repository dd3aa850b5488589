using System.Text;

namespace ConvosoConnect.Sdk.Destinations;

/// <summary>Hides user names and passwords in URLs within messages of other libraries. Messages of .NET quote a proxy's URL with its password.</summary>
internal static class UserInfo
{
    private const string Scheme = "://";

    /// <summary>Replaces the user name and password of each URL in a text by <c>***</c>.</summary>
    public static string Hide(string text)
    {
        int at = text.IndexOf(Scheme, StringComparison.Ordinal);
        if (at < 0 || text.IndexOf('@', at) < 0)
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        int from = 0;
        for (; at >= 0; at = text.IndexOf(Scheme, from, StringComparison.Ordinal))
        {
            int start = at + Scheme.Length;
            kept.Append(text, from, start - from);

            // An unescaped password may hold any character except these, also quotes and spaces.
            int length = text.AsSpan(start).IndexOfAny('/', '?', '#');
            int user = text.AsSpan(start, length < 0 ? text.Length - start : length).LastIndexOf('@');
            kept.Append(user < 0 ? "" : "***");
            from = user < 0 ? start : start + user;
        }

        return kept.Append(text, from, text.Length - from).ToString();
    }
}

using System.Text;

namespace ConvosoConnect.Sdk.Destinations;

/// <summary>Takes user names and passwords out of the URLs in a message that somebody else wrote: the framework's quote a proxy's URL whole.</summary>
internal static class UserInfo
{
    private const string Scheme = "://";

    /// <summary>The text with <c>***</c> for whatever stands before the <c>@</c> of a URL's authority.</summary>
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

            // A password that is shown unescaped may hold anything but these, quotes and blanks included.
            int length = text.AsSpan(start).IndexOfAny('/', '?', '#');
            int user = text.AsSpan(start, length < 0 ? text.Length - start : length).LastIndexOf('@');
            kept.Append(user < 0 ? "" : "***");
            from = user < 0 ? start : start + user;
        }

        return kept.Append(text, from, text.Length - from).ToString();
    }
}

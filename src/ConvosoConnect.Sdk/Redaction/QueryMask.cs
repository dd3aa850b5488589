using System.Text;

namespace ConvosoConnect.Sdk.Redaction;

/// <summary>
/// Finds and masks credentials in a query string, with or without its leading <c>?</c>. <see cref="CredentialNames"/> decides which parameters are credentials. With <c>all</c>,
/// as for API Authentication, every parameter is one, and a part without <c>=</c> is a credential as a whole.
/// </summary>
internal static class QueryMask
{
    /// <summary>Masks the values in place: <c>a=1&amp;token=T&amp;b</c> becomes <c>a=1&amp;token=***&amp;b</c>. An empty value stays empty.</summary>
    public static string Mask(string query, CredentialNames names, bool all = false)
    {
        StringBuilder? masked = null;
        int copied = 0;
        foreach (Range value in Values(query, names, all))
        {
            masked ??= new StringBuilder(query.Length);
            masked.Append(query.AsSpan()[copied..value.Start.Value]).Append(CredentialMask.Masked);
            copied = value.End.Value;
        }

        return masked?.Append(query.AsSpan()[copied..]).ToString() ?? query;
    }

    /// <summary>Masks the query of a URL; returns the same URL when it has no credentials.</summary>
    public static string MaskUrl(string url, CredentialNames names)
    {
        int query = url.IndexOf('?', StringComparison.Ordinal);
        if (query < 0)
        {
            return url;
        }

        int fragment = url.IndexOf('#', query);
        int end = fragment < 0 ? url.Length : fragment;
        return Values(url.AsSpan(query, end - query), names, all: false).Count == 0
            ? url
            : string.Concat(url.AsSpan(0, query), Mask(url[query..end], names), url.AsSpan(end));
    }

    /// <summary>Gives the credentials of a query: the decoded name, and the value as it is written. A part without <c>=</c> has an empty name.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Credentials(string query, CredentialNames names, bool all = false)
    {
        foreach (Range range in Values(query, names, all))
        {
            int value = range.Start.Value;
            int start = query.LastIndexOf('&', Math.Max(0, value - 1)) + 1;
            string name = value > start ? query[start..(value - 1)].TrimStart('?') : "";
            yield return new(Decode(name), query[range]);
        }
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static List<Range> Values(ReadOnlySpan<char> query, CredentialNames names, bool all)
    {
        var values = new List<Range>();
        int start = query.StartsWith('?') ? 1 : 0;
        while (start < query.Length)
        {
            int length = query[start..].IndexOf('&');
            int end = length < 0 ? query.Length : start + length;
            int equals = query[start..end].IndexOf('=');
            int value = equals < 0 ? start : start + equals + 1;
            bool sensitive = all || (equals >= 0 && IsSensitive(query.Slice(start, equals), names));
            if (sensitive && value < end)
            {
                values.Add(value..end);
            }

            start = end + 1;
        }

        return values;
    }

    private static bool IsSensitive(ReadOnlySpan<char> name, CredentialNames names) =>
        names.IsSensitive(name.ContainsAny('%', '+') ? Decode(name.ToString()) : name);
}

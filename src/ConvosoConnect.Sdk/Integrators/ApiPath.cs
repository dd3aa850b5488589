namespace ConvosoConnect.Sdk.Integrators;

/// <summary>Tells by its path which of a vendor's endpoints a URL calls.</summary>
internal static class ApiPath
{
    /// <summary>The path of an absolute URL, its tokens not yet replaced, without query, fragment and trailing slashes; empty when it has none.</summary>
    public static ReadOnlySpan<char> Find(string url)
    {
        int end = url.AsSpan().IndexOfAny('?', '#');
        ReadOnlySpan<char> path = end < 0 ? url : url.AsSpan(0, end);
        int host = path.IndexOf("://", StringComparison.Ordinal);
        path = path[(host < 0 ? 0 : host + 3)..];
        int start = path.IndexOf('/');
        return start < 0 ? [] : path[start..].TrimEnd('/');
    }

    /// <summary>Whether the path ends with these segments, ignoring case.</summary>
    public static bool EndsWith(string url, string segments) => Find(url).EndsWith(segments, StringComparison.OrdinalIgnoreCase);

    /// <summary>What follows these segments in the path, ignoring case; empty when they are not in it or end it.</summary>
    public static ReadOnlySpan<char> After(string url, string segments)
    {
        ReadOnlySpan<char> path = Find(url);
        int at = path.LastIndexOf(segments, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? [] : path[(at + segments.Length)..];
    }
}

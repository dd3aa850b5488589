namespace ConvosoConnect.Sdk.Integrators;

/// <summary>Tells by its path which of a vendor's endpoints a URL calls.</summary>
internal static class ApiPath
{
    /// <summary>Whether the URL's path, without query and trailing slashes, ends with these segments, ignoring case.</summary>
    public static bool EndsWith(string url, string segments)
    {
        ReadOnlySpan<char> path = url;
        int end = path.IndexOfAny('?', '#');
        path = (end < 0 ? path : path[..end]).TrimEnd('/');
        return path.EndsWith(segments, StringComparison.OrdinalIgnoreCase);
    }
}

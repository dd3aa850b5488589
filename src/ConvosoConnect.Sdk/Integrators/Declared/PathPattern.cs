namespace ConvosoConnect.Sdk.Integrators.Declared;

/// <summary>How the path of an API URL ends.</summary>
internal static class PathPattern
{
    /// <summary>Whether a path ends with the segments of a pattern, compared ignoring case; <c>*</c> fits any one segment.</summary>
    public static bool Fits(string pattern, ReadOnlySpan<char> path)
    {
        ReadOnlySpan<char> rest = path.TrimEnd('/');
        ReadOnlySpan<char> wanted = pattern.AsSpan().Trim('/');
        while (!wanted.IsEmpty)
        {
            int mine = wanted.LastIndexOf('/');
            int theirs = rest.LastIndexOf('/');
            ReadOnlySpan<char> segment = rest[(theirs + 1)..];
            ReadOnlySpan<char> part = wanted[(mine + 1)..];
            if (segment.IsEmpty || (part is not "*" && !segment.Equals(part, StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }

            wanted = mine < 0 ? [] : wanted[..mine];
            rest = theirs < 0 ? [] : rest[..theirs];
        }

        return true;
    }
}

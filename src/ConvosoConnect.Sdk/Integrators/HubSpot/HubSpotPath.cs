namespace ConvosoConnect.Sdk.Integrators.HubSpot;

/// <summary>Finds in the path of a URL the part after the name of a HubSpot API.</summary>
internal static class HubSpotPath
{
    /// <summary>The path after its last occurrence of these segments, compared ignoring case; empty when the path does not contain them or ends with them.</summary>
    public static ReadOnlySpan<char> After(ReadOnlySpan<char> path, string segments)
    {
        int at = path.LastIndexOf(segments, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? [] : path[(at + segments.Length)..];
    }
}

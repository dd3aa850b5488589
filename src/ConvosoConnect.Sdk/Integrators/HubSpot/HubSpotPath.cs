namespace ConvosoConnect.Sdk.Integrators.HubSpot;

/// <summary>Finds in the path of a URL what HubSpot's documentation puts behind the name of an API.</summary>
internal static class HubSpotPath
{
    /// <summary>What follows these segments, ignoring case; empty when they are not in the path or end it.</summary>
    public static ReadOnlySpan<char> After(ReadOnlySpan<char> path, string segments)
    {
        int at = path.LastIndexOf(segments, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? [] : path[(at + segments.Length)..];
    }
}

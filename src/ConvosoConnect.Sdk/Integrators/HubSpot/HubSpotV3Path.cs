namespace ConvosoConnect.Sdk.Integrators.HubSpot;

/// <summary>
/// Finds the operation of HubSpot's CRM objects API that a lead sent to a URL calls. According to HubSpot's OpenAPI documents, <c>/objects/</c> is followed by a date (in dated paths
/// only), the object type and the operation or the id of a record. A URL without <c>/objects/</c>, such as a gateway's, is judged by its end; when the end is not a known operation, the lead becomes
/// a new record (our decision).
/// </summary>
internal static class HubSpotV3Path
{
    private static readonly (string Operation, HubSpotV3Write Write)[] Operations =
    [
        ("/batch/upsert", HubSpotV3Write.BatchUpsert),
        ("/batch/update", HubSpotV3Write.BatchUpdate),
        ("/batch/create", HubSpotV3Write.BatchCreate),
        ("/batch/read", HubSpotV3Write.None),
        ("/batch/archive", HubSpotV3Write.None),
        ("/search", HubSpotV3Write.None),
        ("/merge", HubSpotV3Write.None),
        ("/gdpr-delete", HubSpotV3Write.None),
    ];

    public static HubSpotV3Write Find(ReadOnlySpan<char> path)
    {
        ReadOnlySpan<char> below = HubSpotPath.After(path, "/objects/");
        int end = below.IndexOf('/');
        if (end > 0 && IsVersion(below[..end]))
        {
            below = below[(end + 1)..];
            end = below.IndexOf('/');
        }

        bool ofHubSpot = !below.IsEmpty;
        ReadOnlySpan<char> rest = !ofHubSpot ? path : end < 0 ? [] : below[end..];
        foreach ((string operation, HubSpotV3Write write) in Operations)
        {
            if (rest.EndsWith(operation, StringComparison.OrdinalIgnoreCase) && (!ofHubSpot || rest.Length == operation.Length))
            {
                return write;
            }
        }

        // One further segment is the id of a record, such as /512 or /{email}; deeper paths are those of its associations.
        return !ofHubSpot || rest.IsEmpty ? HubSpotV3Write.Create
            : rest.LastIndexOf('/') == 0 && !rest.Equals("/batch", StringComparison.OrdinalIgnoreCase) ? HubSpotV3Write.Update
            : HubSpotV3Write.None;
    }

    /// <summary>Whether a segment is a version such as <c>2026-03</c>. HubSpot's object types begin with a letter or with one digit and a hyphen.</summary>
    private static bool IsVersion(ReadOnlySpan<char> segment) =>
        segment.Length > 4 && segment[4] == '-' && !segment[..4].ContainsAnyExceptInRange('0', '9');
}

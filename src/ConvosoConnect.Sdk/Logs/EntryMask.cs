namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// Masks a whole entry or request: the values of sensitive headers and query parameters where they stand, which also hides those too short to
/// search for, and known secrets in every member.
/// </summary>
internal static class EntryMask
{
    /// <summary>The entry without credentials. Do this before its texts are cut, for a secret cut in half is no longer found.</summary>
    public static ConnectLogEntry Mask(ConnectLogEntry entry, CredentialMask mask) => entry with
    {
        EndpointId = mask.Mask(entry.EndpointId)!,
        EndpointName = mask.Mask(entry.EndpointName)!,
        LeadId = mask.Mask(entry.LeadId)!,
        PrimaryPhone = mask.Mask(entry.PrimaryPhone)!,
        Result = mask.Mask(entry.Result),
        InputData = entry.InputData is { } input ? Mask(input, mask) : null,
        ResponseBody = mask.Mask(entry.ResponseBody),
        ErrorKind = mask.Mask(entry.ErrorKind),
        ErrorMessage = mask.Mask(entry.ErrorMessage),
        Origin = mask.Mask(entry.Origin)!,
        Attempts = entry.Attempts.Count == 0
            ? entry.Attempts
            : [.. entry.Attempts.Select(a => a with { ErrorKind = mask.Mask(a.ErrorKind), Reason = mask.Mask(a.Reason)! })],
    };

    /// <summary>The request without credentials.</summary>
    public static ConnectInputData Mask(ConnectInputData input, CredentialMask mask) => input with
    {
        Method = mask.Mask(input.Method)!,
        Url = mask.Mask(QueryMask.MaskUrl(input.Url))!,
        Headers = [.. input.Headers.Select(header => Mask(header, mask))],
        Body = mask.Mask(input.Body),
    };

    private static KeyValuePair<string, string> Mask(KeyValuePair<string, string> header, CredentialMask mask) =>
        new(mask.Mask(header.Key)!, CredentialNames.IsSensitive(header.Key) ? CredentialMask.Masked : mask.Mask(header.Value)!);
}

using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// Masks a request: the values of sensitive headers and query parameters where they stand, which also hides those too short to search for, and known
/// secrets in every member.
/// </summary>
internal static class EntryMask
{
    /// <summary>The attempts without credentials; the list itself when it is empty.</summary>
    public static IReadOnlyList<ConnectAttempt> Mask(IReadOnlyList<ConnectAttempt> attempts, CredentialMask mask) =>
        attempts.Count == 0 ? attempts : [.. attempts.Select(a => a with { Reason = mask.Mask(a.Reason) })];

    /// <summary>The request without credentials.</summary>
    public static ConnectInputData Mask(ConnectInputData input, CredentialMask mask)
    {
        string method = mask.Mask(input.Method)!;
        string url = mask.Mask(QueryMask.MaskUrl(input.Url, mask.Names))!;
        IReadOnlyList<KeyValuePair<string, string>> headers =
            input.Headers is HeaderList list ? list.Masked(mask) : [.. input.Headers.Select(header => Mask(header, mask))];
        bool same = ReferenceEquals(method, input.Method) && ReferenceEquals(url, input.Url) && ReferenceEquals(headers, input.Headers);
        return (same ? input : input with { Method = method, Url = url, Headers = headers }).WithMaskedBody(mask);
    }

    /// <summary>One header without credentials.</summary>
    public static KeyValuePair<string, string> Mask(KeyValuePair<string, string> header, CredentialMask mask) =>
        new(mask.Mask(header.Key)!, mask.Names.IsSensitive(header.Key) ? CredentialMask.Masked : mask.Mask(header.Value)!);
}

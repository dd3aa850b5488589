using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// Masks a request: first the values of sensitive headers and query parameters in their places, which also hides values that are too short to search for, then known secrets in
/// every member.
/// </summary>
internal static class EntryMask
{
    /// <summary>Masks the reasons of attempts; returns the same list when it is empty.</summary>
    public static IReadOnlyList<ConnectAttempt> Mask(IReadOnlyList<ConnectAttempt> attempts, CredentialMask mask) =>
        attempts.Count == 0 ? attempts : [.. attempts.Select(a => a with { Reason = mask.Mask(a.Reason) })];

    /// <summary>Masks a request.</summary>
    public static ConnectInputData Mask(ConnectInputData input, CredentialMask mask)
    {
        string method = mask.Mask(input.Method)!;
        string url = mask.Mask(QueryMask.MaskUrl(input.Url, mask.Names))!;
        IReadOnlyList<KeyValuePair<string, string>> headers =
            input.Headers is HeaderList list ? list.Masked(mask) : [.. input.Headers.Select(header => Mask(header, mask))];
        bool same = ReferenceEquals(method, input.Method) && ReferenceEquals(url, input.Url) && ReferenceEquals(headers, input.Headers);
        return (same ? input : input with { Method = method, Url = url, Headers = headers }).WithMaskedBody(mask);
    }

    /// <summary>Masks one header.</summary>
    public static KeyValuePair<string, string> Mask(KeyValuePair<string, string> header, CredentialMask mask) =>
        new(mask.Mask(header.Key)!, mask.Names.IsSensitive(header.Key) ? CredentialMask.Masked : mask.Mask(header.Value)!);
}

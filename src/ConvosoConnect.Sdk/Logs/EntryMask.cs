namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// Masks a whole entry or request: the values of sensitive headers and query parameters where they stand, which also hides those too short to
/// search for, and known secrets in every member.
/// </summary>
internal static class EntryMask
{
    /// <summary>
    /// The entry without credentials; itself when it holds none. Its request is masked by itself. Do this before its texts are cut, for a secret cut in half is
    /// no longer found.
    /// </summary>
    public static ConnectLogEntry Mask(ConnectLogEntry entry, CredentialMask mask)
    {
        ConnectLogEntry masked = entry;
        Replace(entry.EndpointId, (e, text) => e with { EndpointId = text });
        Replace(entry.EndpointName, (e, text) => e with { EndpointName = text });
        Replace(entry.LeadId, (e, text) => e with { LeadId = text });
        Replace(entry.PrimaryPhone, (e, text) => e with { PrimaryPhone = text });
        Replace(entry.Result, (e, text) => e with { Result = text });
        Replace(entry.ResponseBody, (e, text) => e with { ResponseBody = text });
        Replace(entry.ErrorKind, (e, text) => e with { ErrorKind = text });
        Replace(entry.ErrorMessage, (e, text) => e with { ErrorMessage = text });
        Replace(entry.Origin, (e, text) => e with { Origin = text });
        return entry.Attempts.Count == 0
            ? masked
            : masked with { Attempts = [.. entry.Attempts.Select(a => a with { ErrorKind = mask.Mask(a.ErrorKind), Reason = mask.Mask(a.Reason) })] };

        void Replace(string? text, Func<ConnectLogEntry, string, ConnectLogEntry> with)
        {
            string? without = mask.Mask(text);
            if (!ReferenceEquals(without, text))
            {
                masked = with(masked, without!);
            }
        }
    }

    /// <summary>The request without credentials.</summary>
    public static ConnectInputData Mask(ConnectInputData input, CredentialMask mask)
    {
        string method = mask.Mask(input.Method)!;
        string url = mask.Mask(QueryMask.MaskUrl(input.Url))!;
        IReadOnlyList<KeyValuePair<string, string>> headers =
            input.Headers is HeaderList list ? list.Masked(mask) : [.. input.Headers.Select(header => Mask(header, mask))];
        bool same = ReferenceEquals(method, input.Method) && ReferenceEquals(url, input.Url) && ReferenceEquals(headers, input.Headers);
        return (same ? input : input with { Method = method, Url = url, Headers = headers }).WithMaskedBody(mask);
    }

    /// <summary>One header without credentials.</summary>
    public static KeyValuePair<string, string> Mask(KeyValuePair<string, string> header, CredentialMask mask) =>
        new(mask.Mask(header.Key)!, CredentialNames.IsSensitive(header.Key) ? CredentialMask.Masked : mask.Mask(header.Value)!);
}

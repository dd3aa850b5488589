namespace ConvosoConnect.Sdk.Logs;

/// <summary>Headers that many requests have in common, and what masking made of them last.</summary>
internal sealed class SharedHeaders(KeyValuePair<string, string>[] headers)
{
    private LastMasked? _last;

    public int Count => headers.Length;

    /// <summary>How many bytes its texts take.</summary>
    public long Size { get; } = headers.Sum(h => (h.Key.Length + (long)h.Value.Length) * sizeof(char));

    /// <summary>Where the length of the body is; -1 when there is none.</summary>
    public int LengthAt { get; } = Array.FindIndex(headers, h => h.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase));

    public KeyValuePair<string, string> this[int index] => headers[index];

    /// <summary>The headers without credentials; the same when there are none.</summary>
    public SharedHeaders Masked(CredentialMask mask)
    {
        LastMasked? last = Volatile.Read(ref _last);
        if (last is null || !ReferenceEquals(last.Mask, mask))
        {
            KeyValuePair<string, string>[] masked = Array.ConvertAll(headers, header => EntryMask.Mask(header, mask));
            last = new LastMasked(mask, masked.AsSpan().SequenceEqual(headers) ? this : new SharedHeaders(masked));
            Volatile.Write(ref _last, last);
        }

        return last.Headers;
    }

    private sealed record LastMasked(CredentialMask Mask, SharedHeaders Headers);
}

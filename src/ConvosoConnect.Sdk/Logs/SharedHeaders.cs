using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>Headers that many requests have in common. It caches their last masked form and the credentials found in them.</summary>
internal sealed class SharedHeaders(KeyValuePair<string, string>[] headers)
{
    private LastMasked? _last;
    private LastForeign? _lastForeign;

    public int Count => headers.Length;

    /// <summary>How many bytes the texts of the headers take.</summary>
    public long Size { get; } = headers.Sum(h => (h.Key.Length + (long)h.Value.Length) * sizeof(char));

    /// <summary>The index of Content-Length; -1 when there is none.</summary>
    public int LengthAt { get; } = Array.FindIndex(headers, h => h.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase));

    public KeyValuePair<string, string> this[int index] => headers[index];

    /// <summary>Masks the headers; returns the same object when they hold no credentials.</summary>
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

    /// <summary>Finds the credentials that are not configured: those that the app's HTTP handlers added to the headers.</summary>
    public CredentialSet Foreign(CredentialSet known, CredentialNames names)
    {
        LastForeign? last = Volatile.Read(ref _lastForeign);
        if (last is null || !ReferenceEquals(last.Known, known))
        {
            var foreign = new CredentialSet();
            foreach ((string name, string value) in headers)
            {
                foreign.AddForeign(name, value, known, names);
            }

            last = new LastForeign(known, foreign);
            Volatile.Write(ref _lastForeign, last);
        }

        return last.Foreign;
    }

    private sealed record LastForeign(CredentialSet Known, CredentialSet Foreign);

    private sealed record LastMasked(CredentialMask Mask, SharedHeaders Headers);
}

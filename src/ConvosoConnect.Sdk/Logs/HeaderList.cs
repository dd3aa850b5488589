using System.Collections;
using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>The headers of one request. Usually all of them except the length of the body are the same as those of the request before, and are then shared.</summary>
internal sealed class HeaderList : IReadOnlyList<KeyValuePair<string, string>>
{
    private readonly SharedHeaders _shared;
    private readonly string? _length;

    /// <summary>Makes a list of the shared headers with another value for Content-Length.</summary>
    public HeaderList(SharedHeaders shared, string? length) => (_shared, _length) = (shared, length);

    public SharedHeaders Shared => _shared;

    /// <summary>The value of Content-Length; null when the value of the shared headers applies.</summary>
    public string? Length => _length;

    public int Count => _shared.Count;

    public KeyValuePair<string, string> this[int index] => index == _shared.LengthAt && _length is not null ? new(_shared[index].Key, _length) : _shared[index];

    /// <summary>Masks the list; returns the same list when it holds no credentials.</summary>
    public HeaderList Masked(CredentialMask mask)
    {
        SharedHeaders masked = _shared.Masked(mask);
        string? length = mask.Mask(_length);
        return ReferenceEquals(masked, _shared) && ReferenceEquals(length, _length) ? this : new(masked, length);
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

using System.Collections;
using ConvosoConnect.Sdk.Redaction;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>The headers of one request. All but the length of the body are most often those of the request before, and then shared with it.</summary>
internal sealed class HeaderList : IReadOnlyList<KeyValuePair<string, string>>
{
    private readonly SharedHeaders _shared;
    private readonly string? _length;

    /// <summary>The shared headers with another value at the place of the length.</summary>
    public HeaderList(SharedHeaders shared, string? length) => (_shared, _length) = (shared, length);

    public SharedHeaders Shared => _shared;

    /// <summary>What stands at the place of the length; null for what the shared headers have there.</summary>
    public string? Length => _length;

    public int Count => _shared.Count;

    public KeyValuePair<string, string> this[int index] => index == _shared.LengthAt && _length is not null ? new(_shared[index].Key, _length) : _shared[index];

    /// <summary>The list without credentials; itself when it has none.</summary>
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

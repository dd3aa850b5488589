using System.Buffers;
using System.Collections;

namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>
/// The mapped lead: destination keys with their values, in row order, each key once. The engine empties its own payload once the request is complete, so copy what you want to
/// keep longer.
/// </summary>
public sealed class Payload : IReadOnlyList<PayloadField>
{
    private PayloadField[] _fields;
    private bool _rented;

    /// <summary>Creates a payload. Templates use it to send other keys than the adaptor gives.</summary>
    /// <param name="fields">The keys in the order to send them.</param>
    public Payload(IEnumerable<PayloadField> fields)
    {
        _fields = [.. fields ?? throw new ArgumentNullException(nameof(fields))];
        Count = _fields.Length;
    }

    /// <summary>Takes over an array of the shared pool, whose first <paramref name="count"/> fields are set; <see cref="Release"/> returns it.</summary>
    internal Payload(PayloadField[] rented, int count) => (_fields, Count, _rented) = (rented, count, true);

    /// <summary>A payload without keys.</summary>
    public static Payload Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public PayloadField this[int index] => Fields[index];

    /// <summary>The keys and values as one block of memory, for encoders.</summary>
    public ReadOnlySpan<PayloadField> Fields => _fields.AsSpan(0, Count);

    /// <summary>Finds the value of a key.</summary>
    /// <param name="name">The key, compared exactly.</param>
    /// <param name="value">Its value.</param>
    /// <returns>False when the payload has no such key.</returns>
    public bool TryGet(string name, out LeadValue value)
    {
        foreach (ref readonly PayloadField field in Fields)
        {
            if (string.Equals(field.Key.Name, name, StringComparison.Ordinal))
            {
                value = field.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Whether it has these very instances of keys, in this order.</summary>
    internal bool HasKeys(ReadOnlySpan<PayloadKey> keys)
    {
        ReadOnlySpan<PayloadField> fields = Fields;
        if (fields.Length != keys.Length)
        {
            return false;
        }

        for (int i = 0; i < fields.Length; i++)
        {
            if (!ReferenceEquals(fields[i].Key, keys[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Clears rented memory and returns it to the pool. The payload is empty from then on.</summary>
    internal void Release()
    {
        if (_rented)
        {
            PayloadField[] fields = _fields;
            fields.AsSpan(0, Count).Clear();
            (_rented, _fields, Count) = (false, [], 0);
            ArrayPool<PayloadField>.Shared.Return(fields);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<PayloadField> GetEnumerator() => _fields.Take(Count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

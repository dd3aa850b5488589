using System.Buffers;
using System.Collections;

namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>
/// The mapped lead: destination keys with their values, in row order, each key once. One that the engine made is empty once its request is complete:
/// copy what you want to keep longer.
/// </summary>
public sealed class Payload : IReadOnlyList<PayloadField>
{
    private PayloadField[] _fields;
    private bool _rented;

    /// <summary>Creates a payload; templates use it to send other keys than the adaptor gave.</summary>
    /// <param name="fields">The keys in the order to send them.</param>
    public Payload(IEnumerable<PayloadField> fields)
    {
        _fields = [.. fields ?? throw new ArgumentNullException(nameof(fields))];
        Count = _fields.Length;
    }

    /// <summary>Takes over memory of the shared pool, whose first fields are set; <see cref="Release"/> gives it back.</summary>
    internal Payload(PayloadField[] rented, int count) => (_fields, Count, _rented) = (rented, count, true);

    /// <summary>A payload without keys.</summary>
    public static Payload Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public PayloadField this[int index] => Fields[index];

    /// <summary>The keys as one block of memory, for encoders.</summary>
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

    /// <summary>Gives rented memory back, without the lead; from then on the payload is empty.</summary>
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

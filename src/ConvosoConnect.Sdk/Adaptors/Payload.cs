using System.Collections;

namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>The mapped lead: destination keys with their values, in row order, each key once.</summary>
public sealed class Payload : IReadOnlyList<PayloadField>
{
    private readonly PayloadField[] _fields;

    /// <summary>Creates a payload; templates use it to send other keys than the adaptor gave.</summary>
    /// <param name="fields">The keys in the order to send them.</param>
    public Payload(IEnumerable<PayloadField> fields)
        : this([.. fields ?? throw new ArgumentNullException(nameof(fields))], 0)
    {
    }

    internal Payload(PayloadField[] fields, int skip)
    {
        _fields = fields;
        Count = fields.Length - skip;
    }

    /// <summary>A payload without keys.</summary>
    public static Payload Empty { get; } = new([], 0);

    /// <inheritdoc/>
    public int Count { get; }

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

    /// <inheritdoc/>
    public IEnumerator<PayloadField> GetEnumerator() => _fields.Take(Count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

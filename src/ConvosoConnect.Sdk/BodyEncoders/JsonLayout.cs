using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.BodyEncoders;

/// <summary>
/// A JSON body whose keys nest by their dots, laid out once for a sequence of keys: what stands between the values is ready-made. Immutable and safe for concurrent use, so that a
/// template may keep it for all leads of an adaptor; ask <see cref="Fits"/> before it serves another payload.
/// </summary>
public sealed class JsonLayout
{
    private readonly PayloadKey[] _keys;
    private readonly Step[] _steps = [];
    private readonly byte[] _end = [];

    private JsonLayout(Payload payload, PayloadTree root, Func<string, int>? order)
    {
        _keys = [.. payload.Select(field => field.Key)];
        Fault = root.Fault;
        if (Fault is null)
        {
            var pending = new ArrayBufferWriter<byte>();
            var steps = new List<Step>();
            LayOut(order is null ? root.Members : root.Members.OrderBy(member => order(member.Key)), pending, steps);
            _steps = [.. steps];
            _end = pending.WrittenSpan.ToArray();
        }
    }

    /// <summary>Why these keys make no body, as a sentence for <see cref="Integrators.IntegratorRequest.Refuse"/>; null when they do.</summary>
    public string? Fault { get; }

    /// <summary>How many values the body has; 0 when there is a <see cref="Fault"/>.</summary>
    public int Count => _steps.Length;

    /// <summary>What follows the last value; with no value, the whole body.</summary>
    public ReadOnlySpan<byte> End => _end;

    /// <summary>Lays a body out.</summary>
    /// <param name="payload">A payload with the keys, in their order.</param>
    /// <param name="place">Gives the path on which a key is sent, with a dot between names, or null to leave the key out. Null (the default): each key is its own path.</param>
    /// <param name="order">Sorts the members of the root by a number, where equal ones stay in row order. Null (the default): row order.</param>
    /// <returns>The layout, or one with a <see cref="Fault"/>.</returns>
    public static JsonLayout Create(Payload payload, Func<string, string?>? place = null, Func<string, int>? order = null)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return new(payload, place is null ? PayloadTree.Create(payload, nested: true) : PayloadTree.Create(payload, key => place(key)?.Split('.')), order);
    }

    /// <summary>Finds out whether this is the layout of these very keys.</summary>
    /// <param name="payload">A payload.</param>
    /// <returns>Whether it has the same instances of keys in the same order.</returns>
    public bool Fits(Payload payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return payload.HasKeys(_keys);
    }

    /// <summary>Gives the JSON that stands between the value before and this one.</summary>
    /// <param name="index">The value, from 0 to <see cref="Count"/>, exclusive, in the order of the body.</param>
    /// <returns>Ready-made JSON for <see cref="JsonBodyWriter"/>.</returns>
    public ReadOnlySpan<byte> Before(int index) => _steps[index].Before;

    /// <summary>Gives the place in the payload of a value.</summary>
    /// <param name="index">The value, as for <see cref="Before"/>.</param>
    /// <returns>The index into <see cref="Payload.Fields"/>.</returns>
    public int Field(int index) => _steps[index].Field;

    /// <summary>Writes the body: numbers and booleans bare where the lead holds them typed, everything else as strings.</summary>
    /// <param name="payload">A payload that it <see cref="Fits"/>.</param>
    /// <param name="output">Where the bytes go.</param>
    /// <exception cref="ArgumentException">The payload has other keys.</exception>
    /// <exception cref="InvalidOperationException">There is a <see cref="Fault"/>, which is the message.</exception>
    public void Write(Payload payload, IBufferWriter<byte> output)
    {
        if (!Fits(payload))
        {
            throw new ArgumentException("The payload has other keys than those that were laid out: create a layout for it.", nameof(payload));
        }

        if (Fault is not null)
        {
            throw new InvalidOperationException(Fault);
        }

        var json = new JsonBodyWriter(output);
        foreach (ref readonly Step step in _steps.AsSpan())
        {
            json.WriteValue(step.Before, payload.Fields[step.Field].Value);
        }

        json.Write(_end);
        json.Flush();
    }

    private static void LayOut(IEnumerable<KeyValuePair<string, PayloadTree>> members, ArrayBufferWriter<byte> pending, List<Step> steps)
    {
        pending.Write("{"u8);
        bool first = true;
        foreach ((string name, PayloadTree member) in members)
        {
            if (!first)
            {
                pending.Write(","u8);
            }

            first = false;
            JsonText.WriteString(pending, name);
            pending.Write(":"u8);
            if (member.Field < 0)
            {
                LayOut(member.Members, pending, steps);
                continue;
            }

            steps.Add(new(pending.WrittenSpan.ToArray(), member.Field));
            pending.ResetWrittenCount();
        }

        pending.Write("}"u8);
    }

    /// <summary>The bytes up to a value, and where in the payload it is.</summary>
    private readonly record struct Step(byte[] Before, int Field);
}

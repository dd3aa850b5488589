using System.Buffers;
using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.BlueInkDigital;

/// <summary>
/// The nested body for one sequence of keys: laid out once, so that each lead costs one pass that writes ready-made bytes and values in turn.
/// </summary>
internal sealed class BlueInkDigitalBody : IBodyEncoder
{
    private readonly PayloadKey[] _keys;
    private readonly bool _ping;
    private readonly Step[] _steps = [];
    private readonly byte[] _end = [];

    /// <summary>Lays the body out.</summary>
    /// <param name="payload">A payload with the keys, in their order.</param>
    /// <param name="ping">Whether it is for a ping, which leaves out most of the contact.</param>
    public BlueInkDigitalBody(Payload payload, bool ping)
    {
        _ping = ping;
        _keys = new PayloadKey[payload.Count];
        var root = new MemberTree();
        for (int i = 0; i < payload.Count; i++)
        {
            _keys[i] = payload[i].Key;
            Member member = BlueInkDigitalMembers.Place(_keys[i].Name);
            if (!ping || BlueInkDigitalMembers.BelongsInPing(member.Path))
            {
                Fault ??= root.Add(member, i, payload);
            }
        }

        if (Fault is null)
        {
            var pending = new ArrayBufferWriter<byte>();
            var steps = new List<Step>();
            LayOut(root.Members.OrderBy(m => BlueInkDigitalMembers.Order(m.Key)), pending, steps);
            _steps = [.. steps];
            _end = pending.WrittenSpan.ToArray();
        }
    }

    public string Name => ApiIntegrators.BlueInkDigital;

    public string MediaType => "application/json";

    /// <summary>Why these keys make no body; null when they do.</summary>
    public string? Fault { get; }

    /// <summary>Whether this is the body for these very keys.</summary>
    public bool Fits(Payload payload, bool ping)
    {
        if (ping != _ping || payload.Count != _keys.Length)
        {
            return false;
        }

        ReadOnlySpan<PayloadField> fields = payload.Fields;
        for (int i = 0; i < fields.Length; i++)
        {
            if (!ReferenceEquals(fields[i].Key, _keys[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What is wrong with a lead's values, as one sentence that names every key but no value; null when nothing is.</summary>
    public string? Check(Payload payload)
    {
        List<string>? problems = null;
        ReadOnlySpan<PayloadField> fields = payload.Fields;
        foreach (ref readonly Step step in _steps.AsSpan())
        {
            ref readonly PayloadField field = ref fields[step.Field];
            if (step.Form == MemberForm.Boolean && ReadBoolean(field.Value) is null)
            {
                (problems ??= []).Add($"{Quote.From(field.Name)} must be true, false, yes, no, 1 or 0 and is something else");
            }
            else if (step.Longest > 0 && Characters(field.Value.ToText(","), step.Longest) is var count && count > step.Longest)
            {
                (problems ??= []).Add($"{Quote.From(field.Name)} has {count} characters and may have at most {step.Longest}");
            }
        }

        return problems is null
            ? null
            : $"Blue Ink Digital would not take this lead: {string.Join("; ", problems)}. Correct the lead or map another field.";
    }

    public void Encode(Payload payload, IBufferWriter<byte> output)
    {
        if (!Fits(payload, _ping))
        {
            new BlueInkDigitalBody(payload, _ping).Encode(payload, output);
            return;
        }

        if (Fault is not null)
        {
            throw new InvalidOperationException(Fault);
        }

        var writer = new ByteWriter(output);
        ReadOnlySpan<PayloadField> fields = payload.Fields;
        foreach (ref readonly Step step in _steps.AsSpan())
        {
            LeadValue value = fields[step.Field].Value;
            if (step.Form == MemberForm.Typed)
            {
                JsonText.WriteValue(ref writer, step.Before, in value);
            }
            else if (step.Form == MemberForm.Boolean && ReadBoolean(value) is { } boolean)
            {
                writer.Write(step.Before);
                writer.Write(boolean ? "true"u8 : "false"u8);
            }
            else
            {
                JsonText.WriteString(ref writer, step.Before, in value, ",");
            }
        }

        writer.Write(_end);
        writer.Flush();
    }

    private static bool? ReadBoolean(LeadValue value)
    {
        ReadOnlySpan<char> text = value.ToText(",").AsSpan().Trim();
        return Is(text, "true", "yes", "1") ? true : Is(text, "false", "no", "0") ? false : null;
    }

    private static bool Is(ReadOnlySpan<char> text, string one, string two, string three) =>
        text.Equals(one, StringComparison.OrdinalIgnoreCase)
        || text.Equals(two, StringComparison.OrdinalIgnoreCase)
        || text.Equals(three, StringComparison.Ordinal);

    /// <summary>
    /// The length in characters, not in UTF-16 units: one for an emoji (our decision). Units that are few enough are not looked at.
    /// </summary>
    private static int Characters(string text, int enough)
    {
        if (text.Length <= enough)
        {
            return text.Length;
        }

        int count = 0;
        foreach (Rune unused in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    private static void LayOut(IEnumerable<KeyValuePair<string, MemberTree>> members, ArrayBufferWriter<byte> pending, List<Step> steps)
    {
        pending.Write("{"u8);
        bool first = true;
        foreach ((string name, MemberTree member) in members)
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

            steps.Add(new(pending.WrittenSpan.ToArray(), member.Field, member.Member.Form, member.Member.Longest));
            pending.ResetWrittenCount();
        }

        pending.Write("}"u8);
    }

    /// <summary>The bytes up to a value, and the value.</summary>
    private readonly record struct Step(byte[] Before, int Field, MemberForm Form, int Longest);
}

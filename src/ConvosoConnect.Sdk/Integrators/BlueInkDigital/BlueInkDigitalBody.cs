using System.Buffers;
using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.BlueInkDigital;

/// <summary>
/// The nested body for one sequence of keys. It is laid out once; for each lead, one pass then writes prepared bytes and values in turn.
/// </summary>
internal sealed class BlueInkDigitalBody : IBodyEncoder
{
    private readonly bool _ping;
    private readonly JsonLayout _layout;

    // The members in the order of the body.
    private readonly Member[] _members;

    /// <summary>Lays the body out.</summary>
    /// <param name="payload">A payload with the keys, in their order.</param>
    /// <param name="ping">Whether it is for a ping, which leaves out most of the contact.</param>
    public BlueInkDigitalBody(Payload payload, bool ping)
    {
        _ping = ping;
        _layout = JsonLayout.Create(payload, ping ? PathInPing : static key => BlueInkDigitalMembers.Place(key).Path, BlueInkDigitalMembers.Order);
        _members = [.. Enumerable.Range(0, _layout.Count).Select(i => BlueInkDigitalMembers.Place(payload[_layout.Field(i)].Name))];
    }

    public string Name => ApiIntegrators.BlueInkDigital;

    public string MediaType => "application/json";

    /// <summary>Why no body can be made of these keys; null when it can.</summary>
    public string? Fault => _layout.Fault;

    /// <summary>Whether this body was laid out for exactly the keys of a payload.</summary>
    public bool Fits(Payload payload, bool ping) => ping == _ping && _layout.Fits(payload);

    /// <summary>Says in one text what is wrong with a lead's values; null when nothing is. It names every key with a problem, but no value.</summary>
    public string? Check(Payload payload)
    {
        List<string>? problems = null;
        ReadOnlySpan<PayloadField> fields = payload.Fields;
        for (int i = 0; i < _members.Length; i++)
        {
            ref readonly PayloadField field = ref fields[_layout.Field(i)];
            int longest = _members[i].Longest;
            if (_members[i].Form == MemberForm.Boolean && ReadBoolean(field.Value) is null)
            {
                (problems ??= []).Add($"{Quote.From(field.Name)} must be true, false, yes, no, 1 or 0, but has another value");
            }
            else if (longest > 0 && Characters(field.Value.ToString(), longest) is var count && count > longest)
            {
                (problems ??= []).Add($"{Quote.From(field.Name)} has {count} characters and may have at most {longest}");
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

        var json = new JsonBodyWriter(output);
        ReadOnlySpan<PayloadField> fields = payload.Fields;
        for (int i = 0; i < _members.Length; i++)
        {
            LeadValue value = fields[_layout.Field(i)].Value;
            MemberForm form = _members[i].Form;
            if (form == MemberForm.Typed)
            {
                json.WriteValue(_layout.Before(i), in value);
            }
            else if (form == MemberForm.Boolean && ReadBoolean(value) is { } boolean)
            {
                json.WriteValue(_layout.Before(i), boolean);
            }
            else
            {
                json.WriteText(_layout.Before(i), in value);
            }
        }

        json.Write(_layout.End);
        json.Flush();
    }

    private static string? PathInPing(string key)
    {
        string path = BlueInkDigitalMembers.Place(key).Path;
        return BlueInkDigitalMembers.BelongsInPing(path) ? path : null;
    }

    private static bool? ReadBoolean(LeadValue value)
    {
        ReadOnlySpan<char> text = value.ToString().AsSpan().Trim();
        return Is(text, "true", "yes", "1") ? true : Is(text, "false", "no", "0") ? false : null;
    }

    private static bool Is(ReadOnlySpan<char> text, string one, string two, string three) =>
        text.Equals(one, StringComparison.OrdinalIgnoreCase)
        || text.Equals(two, StringComparison.OrdinalIgnoreCase)
        || text.Equals(three, StringComparison.Ordinal);

    /// <summary>
    /// The length in Unicode characters, of which an emoji is one (our decision). A text with few enough UTF-16 units is not counted further.
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
}

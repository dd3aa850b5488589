using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.BlueInkDigital;

/// <summary>One object of a nested body while it is laid out, or one of its values. Members keep the order in which they were added.</summary>
internal sealed class MemberTree
{
    // Deeper than any vendor's format, and far from where readers of JSON give up (our decision).
    private const int Deepest = 16;

    private readonly OrderedDictionary<string, MemberTree> _members = new(StringComparer.Ordinal);

    /// <summary>The position in the payload of the value; -1 for an object.</summary>
    public int Field { get; private set; } = -1;

    /// <summary>How the value is written.</summary>
    public Member Member { get; private set; }

    /// <summary>The members of an object.</summary>
    public IEnumerable<KeyValuePair<string, MemberTree>> Members => _members;

    /// <summary>Adds a value below this root.</summary>
    /// <param name="member">Where it goes.</param>
    /// <param name="field">Its position in the payload.</param>
    /// <param name="payload">The payload, whose keys the sentence names.</param>
    /// <returns>Why it cannot be there; null when it was added.</returns>
    public string? Add(Member member, int field, Payload payload)
    {
        string key = payload[field].Name;
        string[] names = member.Path.Split('.');
        if (names.Length > Deepest)
        {
            return $"The destination key {Quote.From(key)} nests {names.Length} levels deep and may nest at most {Deepest}: shorten it under Mapped To.";
        }

        if (names.Contains(""))
        {
            return $"The destination key {Quote.From(key)} has an empty name before, between or after its dots: correct it under Mapped To.";
        }

        MemberTree node = this;
        foreach (string name in names)
        {
            if (node.Field >= 0)
            {
                return Conflict(payload[node.Field].Name, key);
            }

            node._members.TryAdd(name, new MemberTree());
            node = node._members[name];
        }

        if (node.Field >= 0 || node._members.Count > 0)
        {
            return Conflict(payload[node.FirstField()].Name, key);
        }

        node.Field = field;
        node.Member = member;
        return null;
    }

    private static string Conflict(string one, string other) =>
        $"The destination keys {Quote.From(one)} and {Quote.From(other)} claim the same place in the body, so only one of them can be sent: rename or remove "
        + "one under Mapped To.";

    private int FirstField() => Field >= 0 ? Field : _members.GetAt(0).Value.FirstField();
}

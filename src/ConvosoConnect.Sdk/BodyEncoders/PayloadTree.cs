using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.BodyEncoders;

/// <summary>One object of a nested body while it is laid out, or one of its values. Members keep the order in which they were added.</summary>
internal sealed class PayloadTree
{
    // Deeper than any vendor's format, and far from where readers of JSON give up (our decision).
    private const int Deepest = 16;

    private readonly OrderedDictionary<string, PayloadTree> _members = new(StringComparer.Ordinal);

    /// <summary>Why the keys make no tree, the first reason; null when they do.</summary>
    public string? Fault { get; private set; }

    /// <summary>The position in the payload of the value; -1 for an object.</summary>
    public int Field { get; private set; } = -1;

    /// <summary>The members of an object.</summary>
    public IEnumerable<KeyValuePair<string, PayloadTree>> Members => _members;

    /// <summary>The tree of a payload's keys.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="nested">Whether dots in the keys nest.</param>
    public static PayloadTree Create(Payload payload, bool nested) =>
        Create(payload, nested ? static key => key.Split('.') : static key => [key]);

    /// <summary>The tree of a payload's keys.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="place">The names that lead to a key's value; null leaves it out.</param>
    public static PayloadTree Create(Payload payload, Func<string, string[]?> place)
    {
        var root = new PayloadTree();
        for (int i = 0; i < payload.Count && root.Fault is null; i++)
        {
            if (place(payload[i].Name) is { } names)
            {
                root.Fault = root.Add(names, i, payload);
            }
        }

        return root;
    }

    /// <summary>Adds a value below this root.</summary>
    /// <returns>Why it cannot be there; null when it was added.</returns>
    private string? Add(string[] names, int field, Payload payload)
    {
        string key = payload[field].Name;
        if (names.Length > Deepest)
        {
            return $"The destination key {Quote.From(key)} nests {names.Length} levels deep and may nest at most {Deepest}: shorten it under Mapped To.";
        }

        if (names.Length > 1 && names.Contains(""))
        {
            return $"The destination key {Quote.From(key)} has an empty name before, between or after its dots: correct it under Mapped To.";
        }

        PayloadTree node = this;
        foreach (string name in names)
        {
            if (node.Field >= 0)
            {
                return Conflict(payload[node.Field].Name, key);
            }

            node._members.TryAdd(name, new PayloadTree());
            node = node._members[name];
        }

        if (node.Field >= 0 || node._members.Count > 0)
        {
            return Conflict(payload[node.FirstField()].Name, key);
        }

        node.Field = field;
        return null;
    }

    private static string Conflict(string one, string other) =>
        $"The destination keys {Quote.From(one)} and {Quote.From(other)} claim the same place in the body, so only one of them can be sent: rename or remove "
        + "one under Mapped To.";

    private int FirstField() => Field >= 0 ? Field : _members.GetAt(0).Value.FirstField();
}

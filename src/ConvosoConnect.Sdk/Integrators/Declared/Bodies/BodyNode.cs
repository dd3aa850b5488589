using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.Declared.Bodies;

/// <summary>One object, list or value of a JSON body while it is laid out. Members keep the order in which they were added, entries of a list go by their positions.</summary>
internal sealed class BodyNode
{
    private const int Deepest = 16;

    private readonly OrderedDictionary<string, BodyNode> _members = new(StringComparer.Ordinal);

    private BodyNode(int field, byte[]? json) => (Field, Json) = (field, json);

    /// <summary>The position in the payload of a mapped value; -1 for everything else.</summary>
    public int Field { get; }

    /// <summary>Ready-made JSON; null for everything else.</summary>
    public byte[]? Json { get; }

    /// <summary>Whether this is a list.</summary>
    public bool IsList { get; private set; }

    /// <summary>The members of an object, or the entries of a list in the order of their positions.</summary>
    public IEnumerable<KeyValuePair<string, BodyNode>> Members =>
        IsList ? _members.OrderBy(member => int.Parse(member.Key, System.Globalization.CultureInfo.InvariantCulture)) : _members;

    public static BodyNode Root() => new(-1, null);

    public static BodyNode Of(int field) => new(field, null);

    public static BodyNode Of(byte[] json) => new(-1, json);

    /// <summary>The names that lead to a place.</summary>
    public static string[] Split(string place) => place.Split('.');

    /// <summary>Whether a name is a position in a list.</summary>
    public static bool IsPosition(string name) => name.Length is > 0 and <= 4 && !name.AsSpan().ContainsAnyExceptInRange('0', '9');

    /// <summary>Why a place cannot be one; null when it can.</summary>
    public static string? Problem(string place)
    {
        string[] names = Split(place);
        return names.Contains("") ? $"The place {Quote.From(place)} has an empty name before, between or after its dots."
            : names.Length > Deepest ? $"The place {Quote.From(place)} nests {names.Length} levels deep and may nest at most {Deepest}."
            : IsPosition(names[0]) ? $"The place {Quote.From(place)} begins with a position, but the mapped keys are in an object: begin with a name."
            : null;
    }

    /// <summary>Whether a constant may stand at a place: not where a mapped key is, nor in an entry of a list that has no mapped key.</summary>
    public bool MayHold(string[] names)
    {
        BodyNode? node = this;
        int lastPosition = Array.FindLastIndex(names, IsPosition);
        for (int i = 0; i < names.Length; i++)
        {
            if (node is { Field: >= 0 } or { Json: not null })
            {
                return false;
            }

            node = node?._members.GetValueOrDefault(names[i]);
            if (node is null && i <= lastPosition)
            {
                return false;
            }
        }

        return node is null;
    }

    /// <summary>Adds a value below this object.</summary>
    /// <returns>False when the place is taken, or lies within a value, or is both a list and an object.</returns>
    public bool TryAdd(string[] names, BodyNode value)
    {
        BodyNode node = this;
        for (int i = 0; i < names.Length; i++)
        {
            bool position = i > 0 && IsPosition(names[i]);
            if (node.Field >= 0 || node.Json is not null || (node._members.Count > 0 && node.IsList != position))
            {
                return false;
            }

            node.IsList = position;
            bool last = i == names.Length - 1;
            if (!node._members.TryGetValue(names[i], out BodyNode? next))
            {
                node._members.Add(names[i], next = last ? value : Root());
            }
            else if (last)
            {
                return false;
            }

            node = next;
        }

        return true;
    }
}

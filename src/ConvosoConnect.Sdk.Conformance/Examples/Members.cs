using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConvosoConnect.Sdk.Conformance.Examples;

/// <summary>The members of one object of the file. Whatever is wrong becomes a sentence that begins with its place.</summary>
/// <param name="node">The object; null when it is missing, which counts as empty.</param>
/// <param name="place">Where it stands, such as <c>examples[0].request</c>; empty for the root.</param>
/// <param name="problems">Takes the sentences.</param>
internal sealed class Members(JsonObject? node, string place, List<string> problems)
{
    public JsonObject Node { get; } = node ?? [];

    public bool Has(string name) => Node.ContainsKey(name);

    public string PlaceOf(string name) => place.Length == 0 ? name : $"{place}.{name}";

    public void Problem(string name, string sentence) => problems.Add($"{(name.Length == 0 ? place : PlaceOf(name))}: {sentence}");

    /// <summary>Refuses all other members.</summary>
    public void Allow(params string[] names)
    {
        foreach ((string name, _) in Node)
        {
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                Problem(name, $"There is no such member. There are {string.Join(", ", names)}.");
            }
        }
    }

    public string? Text(string name, bool required = false)
    {
        JsonNode? value = Value(name, required, "a text");
        return value is null ? null : Kind(name, value, JsonValueKind.String, "a text") ? value.GetValue<string>() : null;
    }

    public int? Number(string name, bool required = false)
    {
        JsonNode? value = Value(name, required, "a whole number");
        if (value is null || !Kind(name, value, JsonValueKind.Number, "a whole number"))
        {
            return null;
        }

        if (value.AsValue().TryGetValue(out int number))
        {
            return number;
        }

        Problem(name, "It must be a whole number.");
        return null;
    }

    public bool? Word(string name, bool required = false)
    {
        JsonNode? value = Value(name, required, "true or false");
        if (value?.GetValueKind() is null or JsonValueKind.True or JsonValueKind.False)
        {
            return value?.GetValue<bool>();
        }

        Problem(name, "It must be true or false.");
        return null;
    }

    public JsonObject? Object(string name, bool required = false)
    {
        JsonNode? value = Value(name, required, "an object");
        return value is null ? null : Kind(name, value, JsonValueKind.Object, "an object") ? (JsonObject)value : null;
    }

    public JsonArray? List(string name)
    {
        JsonNode? value = Value(name, required: true, "a list");
        return value is null ? null : Kind(name, value, JsonValueKind.Array, "a list") ? (JsonArray)value : null;
    }

    /// <summary>The texts of an object by their names; empty when there is none.</summary>
    public Dictionary<string, string> Texts(string name, StringComparer comparer)
    {
        var texts = new Dictionary<string, string>(comparer);
        var members = new Members(Object(name), PlaceOf(name), problems);
        foreach ((string key, _) in members.Node)
        {
            if (members.Text(key, required: true) is { } text && !texts.TryAdd(key, text))
            {
                members.Problem(key, "It is given twice, in different case.");
            }
        }

        return texts;
    }

    private JsonNode? Value(string name, bool required, string what)
    {
        JsonNode? value = Node[name];
        if (value is null && required)
        {
            Problem(name, Has(name) ? $"It must be {what}, not null." : $"It is missing. Give {what}.");
        }

        return value;
    }

    private bool Kind(string name, JsonNode value, JsonValueKind kind, string what)
    {
        if (value.GetValueKind() == kind)
        {
            return true;
        }

        Problem(name, $"It must be {what}.");
        return false;
    }
}

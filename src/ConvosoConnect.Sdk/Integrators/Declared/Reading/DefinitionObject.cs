using System.Globalization;
using System.Text.Json;
using ConvosoConnect.Sdk.Integrators.Declared.Bodies;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.Declared.Reading;

/// <summary>
/// One object of a definition's JSON. Names are read ignoring case, and a number or a boolean may stand in quotes, as the configuration gives it. What cannot be read is a problem with its place, and so is a
/// member that nobody read.
/// </summary>
internal sealed class DefinitionObject
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ValidationProblem> _problems;
    private readonly string _place;

    public DefinitionObject(JsonElement element, string place, List<ValidationProblem> problems)
    {
        (_place, _problems) = (place, problems);
        if (element.ValueKind != JsonValueKind.Object)
        {
            Refuse(null, $"{Seen(element)} stands where an object is expected.");
            return;
        }

        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (!_members.TryAdd(member.Name, member.Value))
            {
                Refuse(member.Name, "Another member has the same name but for upper and lower case. Keep one.");
            }
        }
    }

    public void Refuse(string? name, string sentence) => _problems.Add(new(PlaceOf(name), sentence));

    /// <summary>Refuses every member that was not read.</summary>
    /// <param name="further">A member that is read elsewhere.</param>
    public void RefuseUnknown(string? further = null)
    {
        foreach (string name in _members.Keys.Where(name => !_known.Contains(name) && !string.Equals(name, further, StringComparison.OrdinalIgnoreCase)))
        {
            Refuse(name, $"There is no member of that name. Known are: {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
        }
    }

    public string? Text(string name) => Find(name) is { } element ? TextOf(element, PlaceOf(name)) : null;

    public bool Boolean(string name)
    {
        if (Find(name) is not { } element)
        {
            return false;
        }

        bool? value = element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when bool.TryParse(element.GetString(), out bool parsed) => parsed,
            _ => null,
        };
        if (value is null)
        {
            Refuse(name, $"{Seen(element)} stands where true or false is expected.");
        }

        return value ?? false;
    }

    public int? Whole(string name) => Find(name) is { } element ? WholeOf(element, PlaceOf(name)) : null;

    public TimeSpan? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (TimeSpan.TryParseExact(text, ["c", "g"], CultureInfo.InvariantCulture, out TimeSpan time))
        {
            return time;
        }

        Refuse(name, $"{Quote.From(text)} is not a time. Write hours, minutes and seconds, such as 00:00:10.");
        return null;
    }

    public TEnum Choice<TEnum>(string name, TEnum fallback)
        where TEnum : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        string? found = Enum.GetNames<TEnum>().FirstOrDefault(n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            Refuse(name, $"{Quote.From(text)} is not possible. Choose one of {string.Join(", ", Enum.GetNames<TEnum>())}.");
        }

        return found is null ? fallback : Enum.Parse<TEnum>(found);
    }

    /// <summary>JSON of any shape; a text that is not JSON's own is taken as JSON, as the configuration gives it.</summary>
    public string? Json(string name) => Find(name) is not { } element ? null
        : element.ValueKind == JsonValueKind.String && element.GetString() != Envelope.Place ? element.GetString()
        : element.GetRawText();

    public DefinitionObject? Object(string name) => Find(name) is { } element ? new(element, PlaceOf(name), _problems) : null;

    public Dictionary<string, T> Objects<T>(string name, Func<DefinitionObject, T> read) =>
        Members(name).ToDictionary(m => m.Key, m => read(new DefinitionObject(m.Value, $"{PlaceOf(name)}.{m.Key}", _problems)), StringComparer.Ordinal);

    public IReadOnlyList<T> ObjectList<T>(string name, Func<DefinitionObject, T> read) => [.. Items(name).Select(item => read(new DefinitionObject(item.Value, item.Place, _problems)))];

    public Dictionary<string, string> Texts(string name) => Read(name, TextOf, "");

    public Dictionary<string, int> Wholes(string name) => Read(name, (element, place) => WholeOf(element, place) ?? 0, 0);

    public Dictionary<string, LeadValue> Values(string name) => Read(
        name,
        (element, place) => element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => LeadValue.FromNumber(element.GetRawText()),
            _ => TextOf(element, place) ?? "",
        },
        default(LeadValue));

    public IReadOnlyList<string> List(string name) => [.. Items(name).Select(item => TextOf(item.Value, item.Place) ?? "")];

    public IReadOnlyList<int> WholeList(string name) => [.. Items(name).Select(item => WholeOf(item.Value, item.Place) ?? 0)];

    private static string Seen(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "An object",
        JsonValueKind.Array => "A list",
        JsonValueKind.String => "A text",
        JsonValueKind.Number => "A number",
        var kind => kind.ToString().ToUpperInvariant() switch { "TRUE" => "true", "FALSE" => "false", _ => "null" },
    };

    private Dictionary<string, T> Read<T>(string name, Func<JsonElement, string, T?> read, T fallback) =>
        Members(name).ToDictionary(m => m.Key, m => read(m.Value, $"{PlaceOf(name)}.{m.Key}") ?? fallback, StringComparer.Ordinal);

    private string? TextOf(JsonElement element, string place)
    {
        if (element.ValueKind is JsonValueKind.String)
        {
            return element.GetString();
        }

        _problems.Add(new(place, $"{Seen(element)} stands where a text is expected."));
        return null;
    }

    private int? WholeOf(JsonElement element, string place)
    {
        string text = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.ValueKind == JsonValueKind.Number ? element.GetRawText() : "";
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int whole))
        {
            return whole;
        }

        _problems.Add(new(place, $"{Seen(element)} stands where a whole number is expected."));
        return null;
    }

    private IEnumerable<KeyValuePair<string, JsonElement>> Members(string name)
    {
        if (Find(name) is not { } element || element is { ValueKind: JsonValueKind.String } && element.GetString()!.Length == 0)
        {
            return [];
        }

        if (element.ValueKind == JsonValueKind.Object)
        {
            return element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value));
        }

        Refuse(name, $"{Seen(element)} stands where an object is expected.");
        return [];
    }

    private IEnumerable<(JsonElement Value, string Place)> Items(string name)
    {
        if (Find(name) is not { } element || element is { ValueKind: JsonValueKind.String } && element.GetString()!.Length == 0)
        {
            return [];
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().Select((item, i) => (item, $"{PlaceOf(name)}[{i.ToString(CultureInfo.InvariantCulture)}]"));
        }

        Refuse(name, $"{Seen(element)} stands where a list is expected.");
        return [];
    }

    /// <summary>The member of that name; null when there is none, or when it is null.</summary>
    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return _members.TryGetValue(name, out JsonElement element) && element.ValueKind != JsonValueKind.Null ? element : null;
    }

    private string PlaceOf(string? name) => name is null ? (_place.Length == 0 ? "$" : _place) : _place.Length == 0 ? name : $"{_place}.{name}";
}

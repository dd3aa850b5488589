using System.Text.Json;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Transfer.Curl;

/// <summary>Makes the rows of an adaptor from the keys and values of a command.</summary>
internal sealed class CurlRows(List<ValidationProblem> warnings)
{
    // What no adaptor takes anyway is refused before it fills the memory.
    private const int MostRows = 10_000;
    private const int LongestKey = 1_000;

    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly List<FieldMapping> _rows = [];
    private readonly List<string> _examples = [];
    private readonly List<string> _typed = [];
    private readonly List<string> _nested = [];
    private readonly List<string> _lists = [];
    private readonly List<string> _repeated = [];

    public IReadOnlyList<FieldMapping> Rows => _rows;

    public bool Has(string key) => _keys.Contains(key);

    /// <summary>Adds a key: the lead's field where the value is a placeholder or the key is a known field, else a constant.</summary>
    public void Add(string key, string value, string place = "body")
    {
        if (key.Length == 0 || key.Contains(',', StringComparison.Ordinal))
        {
            throw CurlFault.At(place, "A key is empty or has a comma, which an adaptor cannot send. Remove it, or send it by a template of your own.");
        }

        ThrowIfTooMany(key.Length);
        bool isCredential = CredentialNames.Default.IsSensitive(key);
        FieldMapping? row = isCredential ? null
            : LeadFieldGuess.Placeholder(value) is { } inner && !CredentialNames.Default.IsSensitive(inner) ? LeadFieldGuess.OfPlaceholder(inner)
            : null;
        if (row is null && !isCredential && LeadFieldGuess.OfName(key[(key.LastIndexOf('.') + 1)..]) is { } known)
        {
            row = known;
            _examples.Add(key);
        }

        if (!_keys.Add(key))
        {
            _repeated.Add(key);
            _rows.RemoveAll(earlier => earlier.MappedTo == key);
        }

        _rows.Add((row ?? new FieldMapping { Section = LeadSection.Values, Label = key, Field = key, DefaultValue = value }) with { MappedTo = key });
    }

    public void AddForm(string text)
    {
        foreach (string part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            Add(Decode(equals < 0 ? part : part[..equals]), equals < 0 ? "" : Decode(part[(equals + 1)..]));
        }
    }

    public void AddJson(string text)
    {
        try
        {
            using JsonDocument body = JsonDocument.Parse(text);
            if (body.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw CurlFault.At("body", "The JSON of the body is no object, so that it has no keys to map. Use a template of your own for it.");
            }

            Add(body.RootElement, "");
        }
        catch (Exception thrown) when (thrown is JsonException or InvalidOperationException or ArgumentException)
        {
            throw CurlFault.At("body", "The body should be JSON, but is none. Copy the whole command, and check its quotes.");
        }
    }

    /// <summary>Tells what the rows do not say as the command does.</summary>
    public void Warn()
    {
        Warn(_examples, "are known fields, and their values count as examples: the lead's fields are sent. Change the rows where a constant is meant.");
        Warn(_typed, "have numbers, booleans or null; constants are sent as text.");
        Warn(_nested, "are nested. They are nested again by an integrator template or encoder that nests keys with dots; the encoder JSON sends them as they are written here.");
        Warn(_lists, "are lists, which are constants here, their values separated by commas.");
        Warn(_repeated, "come more than once; an adaptor sends each once, with the last value.");
    }

    private void ThrowIfTooMany(int keyLength)
    {
        if (keyLength > LongestKey || _rows.Count >= MostRows || _nested.Count > MostRows)
        {
            throw CurlFault.At("body", $"The body has a key of more than {LongestKey} characters, or more than {MostRows} keys, which no adaptor takes. Shorten the command.");
        }
    }

    private void Add(JsonElement item, string before)
    {
        foreach (JsonProperty member in item.EnumerateObject())
        {
            ThrowIfTooMany(before.Length + member.Name.Length);
            string key = before + member.Name;
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    _nested.Add(key);
                    Add(member.Value, key + ".");
                    break;
                case JsonValueKind.Array when member.Value.EnumerateArray().Any(v => v.ValueKind is JsonValueKind.Object or JsonValueKind.Array):
                    _nested.Add(key);
                    AddList(member.Value, key);
                    break;
                case JsonValueKind.Array:
                    _lists.Add(key);
                    Add(key, string.Join(',', member.Value.EnumerateArray().Select(TextOf)));
                    break;
                default:
                    AddScalar(key, member.Value);
                    break;
            }
        }
    }

    private void AddList(JsonElement list, string key)
    {
        int i = 0;
        foreach (JsonElement element in list.EnumerateArray())
        {
            ThrowIfTooMany(key.Length);
            string at = $"{key}.{i++}";
            if (element.ValueKind == JsonValueKind.Object)
            {
                Add(element, at + ".");
            }
            else if (element.ValueKind == JsonValueKind.Array)
            {
                AddList(element, at);
            }
            else
            {
                AddScalar(at, element);
            }
        }
    }

    private void AddScalar(string key, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            _typed.Add(key);
        }

        Add(key, TextOf(value));
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private void Warn(List<string> keys, string sentence)
    {
        if (keys.Count > 0)
        {
            string more = keys.Count > 20 ? $" and {keys.Count - 20} more" : "";
            warnings.Add(new("body", $"The keys {string.Join(", ", keys.Take(20).Select(Quote.From))}{more} {sentence}", IsWarning: true));
        }
    }
}

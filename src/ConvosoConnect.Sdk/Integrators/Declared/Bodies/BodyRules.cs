using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.Integrators.Declared.Bodies;

/// <summary>What a definition asks of single keys: their form, their length and their presence.</summary>
internal sealed class BodyRules
{
    private readonly FrozenDictionary<string, (BodyForm Form, int Longest)> _rules;
    private readonly (string[] Keys, string Sentence)[] _required;
    private readonly BodyForm _otherwise;
    private readonly string _name;

    public BodyRules(string name, IntegratorBody body)
    {
        _name = name;
        _otherwise = body.Texts ? BodyForm.Text : BodyForm.Value;
        var rules = new Dictionary<string, (BodyForm Form, int Longest)>(StringComparer.Ordinal);
        Add(body.Lists, BodyForm.List);
        Add(body.Numbers, BodyForm.Number);
        Add(body.Booleans, BodyForm.Boolean);
        foreach ((string key, int longest) in body.MaxLengths)
        {
            rules[key] = (rules.TryGetValue(key, out var rule) ? rule.Form : _otherwise, longest);
        }

        _rules = rules.ToFrozenDictionary(StringComparer.Ordinal);
        _required = [.. body.Required.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key.Split('|', StringSplitOptions.TrimEntries), pair.Value))];

        void Add(IReadOnlyList<string> keys, BodyForm form)
        {
            foreach (string key in keys)
            {
                rules[key] = (form, 0);
            }
        }
    }

    /// <summary>The form of a key's value.</summary>
    public BodyForm FormOf(string key) => _rules.Count > 0 && _rules.TryGetValue(key, out var rule) ? rule.Form : _otherwise;

    /// <summary>Says in one text what is wrong with a lead; null when nothing is. It names every key with a problem, but no value.</summary>
    public string? Check(Payload payload)
    {
        foreach ((string[] keys, string sentence) in _required)
        {
            if (!Array.Exists(keys, key => payload.TryGet(key, out LeadValue value) && !value.IsEmpty))
            {
                return sentence;
            }
        }

        if (_rules.Count == 0)
        {
            return null;
        }

        List<string>? problems = null;
        foreach (ref readonly PayloadField field in payload.Fields)
        {
            if (_rules.TryGetValue(field.Name, out var rule) && Problem(field.Value, rule.Form, rule.Longest) is { } problem)
            {
                (problems ??= []).Add($"{Quote.From(field.Name)} {problem}");
            }
        }

        return problems is null ? null : $"{_name} would not take this lead: {string.Join("; ", problems)}. Correct the lead or map another field.";
    }

    /// <summary>The boolean that a text means; null for none.</summary>
    public static bool? ReadBoolean(LeadValue value)
    {
        string text = value.ToString().Trim();
        return text.ToUpperInvariant() switch
        {
            "TRUE" or "YES" or "1" => true,
            "FALSE" or "NO" or "0" => false,
            _ => null,
        };
    }

    /// <summary>The number that a value is, as JSON spells it; null for none.</summary>
    public static LeadValue? ReadNumber(LeadValue value)
    {
        if (value.Kind == LeadValueKind.Number)
        {
            return value;
        }

        if (value.IsEmpty || value.ToString().Trim() is not [(>= '0' and <= '9') or '-', ..])
        {
            return null;
        }

        // Utf8JsonReader knows what JSON takes for a number: no leading zeros, no plus, no thousands.
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(value.ToString().Trim()));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.Number && !reader.Read() ? LeadValue.FromNumber(value.ToString().Trim()) : default(LeadValue?);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Problem(LeadValue value, BodyForm form, int longest) =>
        form == BodyForm.Boolean && !value.IsEmpty && ReadBoolean(value) is null ? "must be true, false, yes, no, 1 or 0, but has another value"
        : form == BodyForm.Number && !value.IsEmpty && ReadNumber(value) is null ? "must be a number such as 12 or 1.5, but has another value"
        : longest > 0 && Characters(value.ToString(), longest) is var count && count > longest ? $"has {count} characters and may have at most {longest}"
        : null;

    private static int Characters(string text, int enough)
    {
        int count = text.Length;
        if (count > enough)
        {
            count = 0;
            foreach (Rune unused in text.EnumerateRunes())
            {
                count++;
            }
        }

        return count;
    }
}

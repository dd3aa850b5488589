using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>
/// Reads one object of a configuration section by hand, since the configuration binder needs a package of its own, forgives misspelt keys and does not
/// say which entry is wrong. Every problem is collected with its path; values are not quoted where they may be credentials. The keys are listed once: the framework goes
/// through all keys of the whole configuration each time.
/// </summary>
internal sealed class ConfigurationReader
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly IConfigurationSection _section;
    private readonly List<ValidationProblem> _problems;
    private readonly string _key;
    private readonly Dictionary<string, IConfigurationSection> _children;

    /// <summary>Begins to read.</summary>
    /// <param name="section">The object.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <param name="key">The id of an object that has none of its own; empty for none.</param>
    public ConfigurationReader(IConfigurationSection section, List<ValidationProblem> problems, string key = "")
    {
        (_section, _problems, _key) = (section, problems, key);
        _children = section.GetChildren().ToDictionary(c => c.Key, StringComparer.OrdinalIgnoreCase);
        if (!string.IsNullOrEmpty(section.Value))
        {
            problems.Add(new(section.Path, "A single value stands here, where an object with settings belongs."));
        }
    }

    /// <summary>The id of the object: its own <c>Id</c>, else the key it stands under when that is no list index.</summary>
    public string Id => Text("Id", _key);

    public string Text(string name, string fallback) => Value(name) ?? fallback;

    public bool Boolean(string name, bool fallback) => Read(name, fallback, "true or false", (string text, out bool value) => bool.TryParse(text, out value));

    public int Integer(string name, int fallback) => Read(
        name, fallback, "a whole number", (string text, out int value) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value));

    public int? OptionalInteger(string name, int? fallback) => Read(
        name,
        fallback,
        "a whole number",
        (string text, out int? value) =>
        {
            bool read = int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number);
            value = number;
            return read;
        });

    public TimeSpan Duration(string name, TimeSpan fallback) => Read(
        name, fallback, "a time such as 00:00:20", (string text, out TimeSpan value) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value));

    public TimeSpan? OptionalDuration(string name) => Value(name) is { Length: > 0 } ? Duration(name, TimeSpan.Zero) : null;

    public double? OptionalNumber(string name) => Value(name) is { Length: > 0 }
        ? Read(name, 0, "a number such as 0.5", (string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        : null;

    public TEnum Choice<TEnum>(string name, TEnum fallback)
        where TEnum : struct, Enum => Read(
            name,
            fallback,
            "one of " + string.Join(", ", Enum.GetNames<TEnum>()),
            (string text, out TEnum value) => Enum.TryParse(text, ignoreCase: true, out value) && Enum.GetNames<TEnum>().Contains(text, StringComparer.OrdinalIgnoreCase));

    public IReadOnlyList<string>? Texts(string name)
    {
        if (Child(name) is not { } list)
        {
            return null;
        }

        IConfigurationSection[] items = [.. Children(list, "a list of values")];
        foreach (IConfigurationSection item in items)
        {
            if (!int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _) || IsNested(item))
            {
                _problems.Add(new(item.Path, $"{list.Path} is a list of values, and this is none of its values. Write it as [\"one\", \"another\"]."));
            }
        }

        return items.Length > 0 || list.Value is not null ? [.. items.Select(i => i.Value ?? "")] : null;
    }

    /// <summary>The objects of a list, or of an object that is keyed by id.</summary>
    public IReadOnlyList<IConfigurationSection> Objects(string name) => Child(name) is { } list ? [.. Children(list, "a list of objects")] : [];

    /// <summary>An object within this one; null when there is none.</summary>
    public IConfigurationSection? Object(string name) => Child(name) is { } inner && Children(inner, "an object with settings").Any() ? inner : null;

    /// <summary>Complains of keys that nothing has asked for: most likely misspelt ones.</summary>
    public void CheckUnknown()
    {
        foreach (string key in _children.Keys.Where(k => !_known.Contains(k)))
        {
            _problems.Add(new($"{_section.Path}:{key}", $"There is no setting of that name. Known are: {string.Join(", ", _known.Order(StringComparer.Ordinal))}."));
        }
    }

    private string? Value(string name)
    {
        IConfigurationSection? child = Child(name);
        if (child is not null && IsNested(child))
        {
            _problems.Add(new(child.Path, "A list or an object stands here, where a single value belongs."));
        }

        return child?.Value;
    }

    private IConfigurationSection? Child(string name)
    {
        _known.Add(name);
        return _children.GetValueOrDefault(name);
    }

    private IEnumerable<IConfigurationSection> Children(IConfigurationSection section, string expected)
    {
        // An empty list is told as an empty text.
        if (!string.IsNullOrEmpty(section.Value))
        {
            _problems.Add(new(section.Path, $"A single value stands here, where {expected} belongs."));
        }

        return section.GetChildren();
    }

    private static bool IsNested(IConfigurationSection section) => section.Value is null && section.GetChildren().Any();

    private T Read<T>(string name, T fallback, string expected, TryParse<T> parse)
    {
        if (Value(name) is not { Length: > 0 } text)
        {
            return fallback;
        }

        if (parse(text.Trim(), out T value))
        {
            return value;
        }

        _problems.Add(new($"{_section.Path}:{name}", $"'{(text.Length > 60 ? text[..60] + "…" : text)}' is not {expected}."));
        return fallback;
    }

    private delegate bool TryParse<T>(string text, out T value);
}

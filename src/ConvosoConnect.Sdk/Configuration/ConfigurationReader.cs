using System.Globalization;

namespace ConvosoConnect.Sdk.Configuration;

/// <summary>
/// Reads one object of a configuration section by hand, since the configuration binder needs a package of its own, forgives misspelt keys and does not
/// say which entry is wrong. Every problem is collected with its path; values are not quoted where they may be credentials.
/// </summary>
internal sealed class ConfigurationReader
{
    private readonly List<string> _known = new(capacity: 32);
    private readonly ConfigurationNode _section;
    private readonly List<ValidationProblem> _problems;
    private readonly string _key;
    private readonly Dictionary<string, ConfigurationNode> _children;

    /// <summary>Begins to read.</summary>
    /// <param name="section">The object.</param>
    /// <param name="problems">Gets what is wrong.</param>
    /// <param name="key">The id of an object that has none of its own; empty for none.</param>
    public ConfigurationReader(ConfigurationNode section, List<ValidationProblem> problems, string key = "")
    {
        (_section, _problems, _key) = (section, problems, key);
        _children = section.Children.ToDictionary(c => c.Key, StringComparer.OrdinalIgnoreCase);
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
            NamesOf<TEnum>.Expected,
            (string text, out TEnum value) => Enum.TryParse(text, ignoreCase: true, out value) && NamesOf<TEnum>.All.Contains(text, StringComparer.OrdinalIgnoreCase));

    public IReadOnlyList<string>? Texts(string name)
    {
        if (Child(name) is not { } list)
        {
            return null;
        }

        IReadOnlyList<ConfigurationNode> items = Children(list, "a list of values");
        foreach (ConfigurationNode item in items)
        {
            if (!int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _) || item.Children.Count > 0)
            {
                _problems.Add(new(item.Path, $"{list.Path} is a list of values, and this is none of its values. Write it as [\"one\", \"another\"]."));
            }
        }

        return items.Count > 0 || list.Value is not null ? [.. items.Select(i => i.Value ?? "")] : null;
    }

    /// <summary>The objects of a list, or of an object that is keyed by id.</summary>
    public IReadOnlyList<ConfigurationNode> Objects(string name) => Child(name) is { } list ? Children(list, "a list of objects") : [];

    /// <summary>An object within this one; null when there is none.</summary>
    public ConfigurationNode? Object(string name) => Child(name) is { } inner && Children(inner, "an object with settings").Count > 0 ? inner : null;

    /// <summary>Complains of keys that nothing has asked for: most likely misspelt ones.</summary>
    public void CheckUnknown()
    {
        foreach (string key in _children.Keys.Where(k => !_known.Contains(k, StringComparer.OrdinalIgnoreCase)))
        {
            _problems.Add(new($"{_section.Path}:{key}", $"There is no setting of that name. Known are: {string.Join(", ", _known.Distinct().Order(StringComparer.Ordinal))}."));
        }
    }

    private string? Value(string name)
    {
        ConfigurationNode? child = Child(name);
        if (child?.Children.Count > 0)
        {
            _problems.Add(new(child.Path, child.Value is null
                ? "A list or an object stands here, where a single value belongs."
                : "A single value stands here, and a list or an object too, where a single value belongs. Two sources of the configuration probably differ; take the keys below it out."));
        }

        return child?.Value;
    }

    private ConfigurationNode? Child(string name)
    {
        _known.Add(name);
        return _children.GetValueOrDefault(name);
    }

    private IReadOnlyList<ConfigurationNode> Children(ConfigurationNode section, string expected)
    {
        // An empty list is told as an empty text.
        if (!string.IsNullOrEmpty(section.Value))
        {
            _problems.Add(new(section.Path, $"A single value stands here, where {expected} belongs."));
        }

        return section.Children;
    }

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

    private static class NamesOf<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly string[] All = Enum.GetNames<TEnum>();
        public static readonly string Expected = "one of " + string.Join(", ", All);
    }
}

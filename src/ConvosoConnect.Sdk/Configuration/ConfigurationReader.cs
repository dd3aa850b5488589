using System.Globalization;

namespace ConvosoConnect.Sdk.Configuration;

/// <summary>
/// Reads one object of the engine's configuration. Packages get it from
/// <see cref="ConvosoConnectBuilder.AddConfigurationSection{TOptions}(string, Action{ConfigurationReader, TOptions})"/>.
/// Everything that cannot be read is reported with its path. A key that was not read is reported too, because it is probably misspelt; so read all settings each time.
/// </summary>
public sealed class ConfigurationReader
{
    private readonly List<string> _known = new(capacity: 32);
    private readonly ConfigurationNode _section;
    private readonly List<ValidationProblem> _problems;
    private readonly string _key;
    private readonly Dictionary<string, ConfigurationNode> _children;

    /// <summary>Creates a reader.</summary>
    /// <param name="section">The object.</param>
    /// <param name="problems">Receives the problems.</param>
    /// <param name="key">The id of an object that has none of its own; empty for none.</param>
    internal ConfigurationReader(ConfigurationNode section, List<ValidationProblem> problems, string key = "")
    {
        (_section, _problems, _key) = (section, problems, key);
        _children = section.Children.ToDictionary(c => c.Key, StringComparer.OrdinalIgnoreCase);
        if (!string.IsNullOrEmpty(section.Value))
        {
            problems.Add(new(section.Path, "A single value was found where an object with settings is expected."));
        }
    }

    /// <summary>The id of the object: its own <c>Id</c>, else its key, unless the key is the index of a list.</summary>
    internal string Id => Text("Id", _key);

    /// <summary>Reads a text.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="fallback">The text when the setting is missing. An empty setting is an empty text.</param>
    /// <returns>The text.</returns>
    public string Text(string name, string fallback) => Value(name) ?? fallback;

    /// <summary>Reads <c>true</c> or <c>false</c>, in any case.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="fallback">The value when the setting is missing, empty or something else.</param>
    /// <returns>The value.</returns>
    public bool Boolean(string name, bool fallback) => Read(name, fallback, "true or false", (string text, out bool value) => bool.TryParse(text, out value));

    /// <summary>Reads a whole number of 32 bits.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="fallback">The number when the setting is missing, empty or something else.</param>
    /// <returns>The number.</returns>
#pragma warning disable CA1720 // The name says what stands in the configuration, not how .NET keeps it.
    public int Integer(string name, int fallback) => Read(
#pragma warning restore CA1720
        name, fallback, "a whole number", (string text, out int value) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value));

    /// <summary>Reads a whole number of 32 bits that may be left out.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="fallback">The number when the setting is missing, empty or something else.</param>
    /// <returns>The number; null when the fallback is null.</returns>
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

    /// <summary>Reads a length of time such as <c>00:00:20</c>.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="fallback">The time when the setting is missing, empty or something else.</param>
    /// <returns>The time.</returns>
    public TimeSpan Duration(string name, TimeSpan fallback) => Read(
        name, fallback, "a time such as 00:00:20", (string text, out TimeSpan value) => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value));

    internal TimeSpan? OptionalDuration(string name) => Value(name) is { Length: > 0 } ? Duration(name, TimeSpan.Zero) : null;

    internal double? OptionalNumber(string name) => Value(name) is { Length: > 0 }
        ? Read(name, 0, "a number such as 0.5", (string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
        : null;

    /// <summary>Reads a name of an enumeration, in any case.</summary>
    /// <typeparam name="TEnum">The enumeration.</typeparam>
    /// <param name="name">The setting.</param>
    /// <param name="fallback">The value when the setting is missing, empty or something else.</param>
    /// <returns>The value.</returns>
    public TEnum Choice<TEnum>(string name, TEnum fallback)
        where TEnum : struct, Enum => Read(
            name,
            fallback,
            NamesOf<TEnum>.Expected,
            (string text, out TEnum value) => Enum.TryParse(text, ignoreCase: true, out value) && NamesOf<TEnum>.All.Contains(text, StringComparer.OrdinalIgnoreCase));

    /// <summary>Reads a list of texts.</summary>
    /// <param name="name">The setting.</param>
    /// <returns>The texts; null when the setting is missing.</returns>
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
                _problems.Add(new(item.Path, $"{list.Path} must be a list of single values, and this is not one of them. Write the list as [\"one\", \"another\"]."));
            }
        }

        return items.Count > 0 || list.Value is not null ? [.. items.Select(i => i.Value ?? "")] : null;
    }

    /// <summary>The texts of an object that is keyed by name; empty when there is none.</summary>
    internal Dictionary<string, string> NamedTexts(string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ConfigurationNode item in Child(name) is { } inner ? Children(inner, "an object of names and texts") : [])
        {
            if (item.Children.Count > 0)
            {
                _problems.Add(new(item.Path, "A list or an object was found where a single value is expected."));
            }

            texts[item.Key] = item.Value ?? "";
        }

        return texts;
    }

    /// <summary>Reads all keys of this object as objects of their own, such as definitions by name. Call <see cref="RefuseUnknown"/> on each when it is read.</summary>
    /// <returns>The keys, each with a reader of its object.</returns>
    public IReadOnlyList<KeyValuePair<string, ConfigurationReader>> Parts()
    {
        _known.AddRange(_children.Keys);
        return [.. _children.Values.Select(child => KeyValuePair.Create(child.Key, new ConfigurationReader(child, _problems)))];
    }

    /// <summary>Reports that something in this object is wrong.</summary>
    /// <param name="sentence">What is wrong, what was seen and what to do; without a secret.</param>
    public void Refuse(string sentence) => _problems.Add(new(_section.Path, sentence));

    /// <summary>Reports every key of this object that was not read, because it is probably misspelt.</summary>
    public void RefuseUnknown() => CheckUnknown();

    /// <summary>The objects of a list, or of an object that is keyed by id.</summary>
    internal IReadOnlyList<ConfigurationNode> Objects(string name) => Child(name) is { } list ? Children(list, "a list of objects") : [];

    /// <summary>An object within this one; null when there is none.</summary>
    internal ConfigurationNode? Object(string name) => Child(name) is { } inner && Children(inner, "an object with settings").Count > 0 ? inner : null;

    /// <summary>Whether a setting of that name was asked for.</summary>
    internal bool Knows(string name) => _known.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reports every key that was not read, because it is probably misspelt.</summary>
    /// <param name="explain">Gives the sentence about a key of which more is known, else null.</param>
    /// <param name="hint">Follows the sentence about every other key; begins with a space.</param>
    internal void CheckUnknown(Func<string, string?>? explain = null, string hint = "")
    {
        foreach (string key in _children.Keys.Where(k => !_known.Contains(k, StringComparer.OrdinalIgnoreCase)))
        {
            string message = explain?.Invoke(key) ?? $"There is no setting of that name. Known are: {string.Join(", ", _known.Distinct().Order(StringComparer.Ordinal))}.{hint}";
            _problems.Add(new($"{_section.Path}:{key}", message));
        }
    }

    private string? Value(string name)
    {
        ConfigurationNode? child = Child(name);
        if (child?.Children.Count > 0)
        {
            _problems.Add(new(child.Path, child.Value is null
                ? "A list or an object was found where a single value is expected."
                : "A single value and a list or an object were found where a single value is expected. Two sources of the configuration probably differ; "
                    + "take the keys below it out."));
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
        // The configuration gives an empty list as an empty text.
        if (!string.IsNullOrEmpty(section.Value))
        {
            _problems.Add(new(section.Path, $"A single value was found where {expected} is expected."));
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

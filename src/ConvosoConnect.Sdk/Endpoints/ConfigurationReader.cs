using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>
/// Reads one object of a configuration section by hand, since the configuration binder needs a package of its own, forgives misspelt keys and does not
/// say which entry is wrong. Every problem is collected with its path; values are not quoted where they may be credentials.
/// </summary>
internal sealed class ConfigurationReader(IConfigurationSection section, List<ValidationProblem> problems)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The id of the object: its own <c>Id</c>, else the key it stands under when that is no list index.</summary>
    public string Id => Text("Id", int.TryParse(section.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? "" : section.Key);

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
        _known.Add(name);
        IConfigurationSection list = section.GetSection(name);
        return list.Exists() ? [.. list.GetChildren().Select(c => c.Value ?? "")] : null;
    }

    public IEnumerable<IConfigurationSection> Objects(string name)
    {
        _known.Add(name);
        return section.GetSection(name).GetChildren();
    }

    /// <summary>An object within this one; null when there is none.</summary>
    public IConfigurationSection? Object(string name)
    {
        _known.Add(name);
        return section.GetSection(name) is var inner && inner.GetChildren().Any() ? inner : null;
    }

    /// <summary>Complains of keys that nothing has asked for: most likely misspelt ones.</summary>
    public void CheckUnknown()
    {
        foreach (string key in section.GetChildren().Select(c => c.Key).Where(k => !_known.Contains(k)))
        {
            problems.Add(new($"{section.Path}:{key}", $"There is no setting of that name. Known are: {string.Join(", ", _known.Order(StringComparer.Ordinal))}."));
        }
    }

    private string? Value(string name)
    {
        _known.Add(name);
        return section[name];
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

        problems.Add(new($"{section.Path}:{name}", $"'{(text.Length > 60 ? text[..60] + "…" : text)}' is not {expected}."));
        return fallback;
    }

    private delegate bool TryParse<T>(string text, out T value);
}

using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Configuration;

/// <summary>
/// The table of a package's options. Each row says how an option is read from the configuration and which values are possible. A new option needs a property and a row. Give the
/// table to <see cref="ConvosoConnectBuilder.AddConfigurationSection{TOptions}(string, OptionTable{TOptions})"/>. The engine's own options are in such a table.
/// </summary>
/// <typeparam name="TOptions">The package's options.</typeparam>
public sealed class OptionTable<TOptions> : IValidateOptions<TOptions>
    where TOptions : class
{
    private readonly List<Row> _rows = [];

    /// <summary>The names of all rows, in their order.</summary>
    internal IEnumerable<string> Names => _rows.Select(row => row.Name);

    /// <summary>Adds a text.</summary>
    /// <param name="name">The property, which is the key in the configuration too.</param>
    /// <param name="get">Reads the property.</param>
    /// <param name="set">Sets the property.</param>
    /// <param name="rule">Gives a sentence when a value is not possible, else null. The value is null when code has set it to null. Without a rule every text is possible.</param>
    /// <returns>This table.</returns>
    public OptionTable<TOptions> Text(string name, Func<TOptions, string> get, Action<TOptions, string> set, Func<string?, string?>? rule = null) =>
        Add(name, get, set, (reader, now) => reader.Text(name, now), value => [rule?.Invoke(value)]);

    /// <summary>Adds an option that is true or false.</summary>
    /// <param name="name">The property, which is the key in the configuration too.</param>
    /// <param name="get">Reads the property.</param>
    /// <param name="set">Sets the property.</param>
    /// <returns>This table.</returns>
    public OptionTable<TOptions> Boolean(string name, Func<TOptions, bool> get, Action<TOptions, bool> set) =>
        Add(name, get, set, (reader, now) => reader.Boolean(name, now), _ => []);

    /// <summary>Adds a whole number.</summary>
    /// <param name="name">The property, which is the key in the configuration too.</param>
    /// <param name="get">Reads the property.</param>
    /// <param name="set">Sets the property.</param>
    /// <param name="least">The smallest value that is possible.</param>
    /// <param name="most">The largest value that is possible.</param>
    /// <returns>This table.</returns>
#pragma warning disable CA1720 // The name says what stands in the configuration, not how .NET keeps it.
    public OptionTable<TOptions> Integer(string name, Func<TOptions, int> get, Action<TOptions, int> set, int least, int most) =>
#pragma warning restore CA1720
        Add(name, get, set, (reader, now) => reader.Integer(name, now), value => [RangeFault(name, value, least, most)]);

    /// <summary>Adds a whole number that may be left out; null is possible too.</summary>
    /// <param name="name">The property, which is the key in the configuration too.</param>
    /// <param name="get">Reads the property.</param>
    /// <param name="set">Sets the property.</param>
    /// <param name="least">The smallest value that is possible.</param>
    /// <param name="most">The largest value that is possible.</param>
    /// <returns>This table.</returns>
    public OptionTable<TOptions> OptionalInteger(string name, Func<TOptions, int?> get, Action<TOptions, int?> set, int least, int most) =>
        Add(name, get, set, (reader, now) => reader.OptionalInteger(name, now), value => [RangeFault(name, value ?? least, least, most)]);

    /// <summary>Adds a length of time. It must be more than zero and at most one hour.</summary>
    /// <param name="name">The property, which is the key in the configuration too.</param>
    /// <param name="get">Reads the property.</param>
    /// <param name="set">Sets the property.</param>
    /// <returns>This table.</returns>
    public OptionTable<TOptions> Duration(string name, Func<TOptions, TimeSpan> get, Action<TOptions, TimeSpan> set) => Add(
        name,
        get,
        set,
        (reader, now) => reader.Duration(name, now),
        value => [value <= TimeSpan.Zero || value > TimeSpan.FromHours(1) ? $"{name} is {value}; it must be more than zero and at most one hour." : null]);

    /// <summary>Adds a list of texts.</summary>
    /// <param name="name">The property, which is the key in the configuration too.</param>
    /// <param name="get">Reads the property.</param>
    /// <param name="set">Sets the property.</param>
    /// <param name="rule">Gives a sentence when an entry is not possible, else null.</param>
    /// <param name="most">How many entries are possible.</param>
    /// <returns>This table.</returns>
    public OptionTable<TOptions> Texts(
        string name, Func<TOptions, IReadOnlyList<string>> get, Action<TOptions, IReadOnlyList<string>> set, Func<string?, string?> rule, int most = int.MaxValue) => Add(
        name,
        get,
        set,
        (reader, now) => reader.Texts(name) ?? now,
        value => value is null
            ? [$"{name} is null. Use an empty list where nothing is meant."]
            :
            [
                .. value.Select(entry => rule(entry) is { } fault ? $"{name}: {fault}" : null),
                value.Count > most ? $"{name} has {value.Count} entries; at most {most} are possible." : null,
            ],
        value => [.. value],
        (one, other) => one.SequenceEqual(other));

    /// <summary>Reads every option from the configuration; one that is not there keeps its value.</summary>
    /// <param name="section">The part of the configuration.</param>
    /// <param name="options">Receives the values.</param>
    public void Read(ConfigurationReader section, TOptions options) => _rows.ForEach(row => row.Read(section, options));

    /// <summary>Checks every option.</summary>
    /// <param name="name">The options' name; all names are checked alike.</param>
    /// <param name="options">The options.</param>
    /// <returns>Success, or a sentence for each value that is not possible.</returns>
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        string[] faults = [.. _rows.SelectMany(row => row.FindFaults(options)).OfType<string>()];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>Sets when a change of the option added last takes effect. Without this call it takes effect at once.</summary>
    internal OptionTable<TOptions> Effective(OptionEffect effect)
    {
        _rows[^1] = _rows[^1] with { Effect = effect };
        return this;
    }

    /// <summary>Copies every option, lists included, into other options and returns those.</summary>
    internal TOptions Copy(TOptions from, TOptions to)
    {
        _rows.ForEach(row => row.Copy(from, to));
        return to;
    }

    /// <summary>The options that differ, and when their change takes effect.</summary>
    internal IEnumerable<(string Name, OptionEffect Effect, object? Before, object? After)> Differences(TOptions before, TOptions after) =>
        _rows.Where(row => !row.IsSame(before, after)).Select(row => (row.Name, row.Effect, row.Get(before), row.Get(after)));

    private OptionTable<TOptions> Add<T>(
        string name,
        Func<TOptions, T> get,
        Action<TOptions, T> set,
        Func<ConfigurationReader, T, T> read,
        Func<T, IEnumerable<string?>> check,
        Func<T, T>? copy = null,
        Func<T, T, bool>? isSame = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(get);
        ArgumentNullException.ThrowIfNull(set);
        isSame ??= EqualityComparer<T>.Default.Equals;
        _rows.Add(new(
            name,
            options => get(options),
            (reader, options) => set(options, read(reader, get(options))),
            options => check(get(options)),
            (from, to) => set(to, copy is null ? get(from) : copy(get(from))),
            (one, other) => isSame(get(one), get(other))));
        return this;
    }

    private static string? RangeFault(string name, int value, int least, int most) =>
        value < least || value > most ? $"{name} is {value}; it must be from {least} to {most}." : null;

    private sealed record Row(
        string Name,
        Func<TOptions, object?> Get,
        Action<ConfigurationReader, TOptions> Read,
        Func<TOptions, IEnumerable<string?>> FindFaults,
        Action<TOptions, TOptions> Copy,
        Func<TOptions, TOptions, bool> IsSame,
        OptionEffect Effect = OptionEffect.AtOnce);
}

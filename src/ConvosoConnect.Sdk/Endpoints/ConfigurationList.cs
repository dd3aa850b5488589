using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;

namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>What the stores fed by configuration share: one frozen set, replaced whole by whoever follows the configuration.</summary>
/// <param name="name">The key of the list.</param>
/// <param name="idOf">The id of an item.</param>
internal sealed class ConfigurationList<T>(string name, Func<T, string> idOf)
    where T : class
{
    private FrozenDictionary<string, T> _items = FrozenDictionary<string, T>.Empty;

    // Above every version that the store in memory gives, for an item may have been saved there before the configuration held it: no version is used twice for one id.
    private long _lastVersion = 1L << 32;
    private bool _isGiven;

    /// <summary>Whether the configuration has held endpoints or adaptors; until then they may be kept in memory.</summary>
    public bool IsGiven => Volatile.Read(ref _isGiven);

    public IEnumerable<T> Items => Volatile.Read(ref _items).Values;

    public T? Get(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Volatile.Read(ref _items).GetValueOrDefault(id);
    }

    public NotSupportedException ReadOnly() => new(
        $"The {name} come from the configuration and cannot be changed here. Change the configuration, which is followed, or choose another store.");

    /// <summary>Reads the list as it stands now; it is used once <see cref="Replace"/> is called with it. Not to be called by two at once.</summary>
    /// <param name="root">The section that holds the list.</param>
    /// <param name="read">Reads one object with its version.</param>
    /// <param name="problems">Gets what is wrong, with its path.</param>
    public IReadOnlyDictionary<string, T> Read(
        IConfigurationSection root, Func<ConfigurationReader, List<ValidationProblem>, long, T> read, List<ValidationProblem> problems)
    {
        var items = new Dictionary<string, T>(StringComparer.Ordinal);
        long version = ++_lastVersion;
        foreach (IConfigurationSection entry in root.GetSection(name).GetChildren())
        {
            var found = new List<ValidationProblem>();
            T item = read(new ConfigurationReader(entry, found), found, version);
            if (idOf(item).Length == 0)
            {
                found.Add(new("Id", "The id is missing."));
            }
            else if (!items.TryAdd(idOf(item), item))
            {
                found.Add(new("Id", $"'{idOf(item)}' stands twice."));
            }

            problems.AddRange(found.Select(p => p.Field.StartsWith(entry.Path, StringComparison.Ordinal) ? p : p with { Field = $"{entry.Path}:{p.Field}" }));
        }

        return items;
    }

    /// <summary>Takes over what was read.</summary>
    /// <param name="items">The items; null for none.</param>
    /// <param name="isGiven">Whether the configuration holds endpoints or adaptors.</param>
    public void Replace(IReadOnlyDictionary<string, T>? items, bool isGiven)
    {
        Volatile.Write(ref _items, items?.ToFrozenDictionary(StringComparer.Ordinal) ?? FrozenDictionary<string, T>.Empty);
        Volatile.Write(ref _isGiven, _isGiven || isGiven);
    }
}

using System.Collections.Frozen;
using System.Globalization;

namespace ConvosoConnect.Sdk.Configuration;

/// <summary>
/// What the stores fed by configuration share: one frozen set, replaced whole by whoever follows the configuration. Items that did not change stay the very same. Ids are
/// compared ignoring case, as the configuration compares its keys: a source may spell one otherwise.
/// </summary>
/// <param name="name">The key of the list.</param>
/// <param name="idOf">The id of an item.</param>
/// <param name="isSame">Whether two items differ in nothing but their version.</param>
internal sealed class ConfigurationList<T>(string name, Func<T, string> idOf, Func<T, T, bool> isSame)
    where T : class
{
    private FrozenDictionary<string, T> _items = FrozenDictionary<string, T>.Empty;

    // Above every version that the store in memory gives, for an item may have been saved there before the configuration held it: no version is used twice for one id.
    private long _lastVersion = 1L << 32;
    private bool _isGiven;

    /// <summary>Whether the configuration has held endpoints or adaptors; until then they may be kept in memory.</summary>
    public bool IsGiven => Volatile.Read(ref _isGiven);

    /// <summary>All items, and those saved in memory whose id is none of theirs.</summary>
    public IEnumerable<T> Over(IEnumerable<T> saved) => saved.Where(item => Get(idOf(item)) is null).Concat(Volatile.Read(ref _items).Values);

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
        ConfigurationNode root, Func<ConfigurationReader, List<ValidationProblem>, long, T> read, List<ValidationProblem> problems)
    {
        var items = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        FrozenDictionary<string, T> before = Volatile.Read(ref _items);
        long version = ++_lastVersion;
        IReadOnlyList<ConfigurationNode> entries = new ConfigurationReader(root, problems).Objects(name);
        ConfigurationNode? list = root.Children.FirstOrDefault(c => c.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        bool isList = entries.Select(e => e.Key).Order(StringComparer.Ordinal)
            .SequenceEqual(Enumerable.Range(0, entries.Count).Select(i => i.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal));
        foreach (ConfigurationNode entry in entries)
        {
            // Of several sources that spell a key differently, chance decides which spelling comes: the one before is kept.
            string key = isList ? "" : before.TryGetValue(entry.Key, out T? same) ? idOf(same) : entry.Key;
            var found = new List<ValidationProblem>();
            T item = read(new ConfigurationReader(entry, found, key), found, version);
            string id = idOf(item);
            if (id.Length == 0)
            {
                found.Add(new("Id", "The id is missing. Keys that are the places of a list are not taken for ids."));
            }
            else if (!items.TryAdd(id, before.TryGetValue(id, out T? stored) && isSame(stored, item) ? stored : item))
            {
                found.Add(new("Id", $"'{id}' stands twice."));
            }

            if (found.TrueForAll(p => p.IsWarning))
            {
                list?.Learn(entry);
            }

            entry.Forget();
            problems.AddRange(found.Select(p => p.Field.StartsWith(entry.Path, StringComparison.Ordinal) ? p : p with { Field = $"{entry.Path}:{p.Field}" }));
        }

        return items;
    }

    /// <summary>Takes over what was read.</summary>
    /// <param name="items">The items; null for none.</param>
    /// <param name="isGiven">Whether the configuration holds endpoints or adaptors.</param>
    public void Replace(IReadOnlyDictionary<string, T>? items, bool isGiven)
    {
        Volatile.Write(ref _items, items?.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase) ?? FrozenDictionary<string, T>.Empty);
        Volatile.Write(ref _isGiven, _isGiven || isGiven);
    }
}

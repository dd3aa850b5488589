using System.Collections.Frozen;
using System.Globalization;

namespace ConvosoConnect.Sdk.Configuration;

/// <summary>
/// The endpoints or the adaptors that the configuration holds, as a frozen set for a store. After a good reload a new set replaces the old one; items that did not change stay the
/// same objects. Ids are compared ignoring case, as the configuration compares its keys, because two sources may spell a key differently.
/// </summary>
/// <param name="name">The key of the list.</param>
/// <param name="idOf">The id of an item.</param>
/// <param name="isSame">Whether two items differ in nothing but their version.</param>
internal sealed class ConfigurationList<T>(string name, Func<T, string> idOf, Func<T, T, bool> isSame)
    where T : class
{
    private FrozenDictionary<string, T> _items = FrozenDictionary<string, T>.Empty;

    // Versions start above those of the store in memory. An item may have been saved there before the configuration held it, and no version may be used twice for one id.
    private long _lastVersion = 1L << 32;
    private bool _isGiven;

    /// <summary>Whether the configuration holds endpoints or adaptors, or did so earlier. Until then the store may save items in memory.</summary>
    public bool IsGiven => Volatile.Read(ref _isGiven);

    /// <summary>The items of the configuration, and those saved items whose id the configuration does not hold.</summary>
    public IEnumerable<T> Over(IEnumerable<T> saved) => saved.Where(item => Get(idOf(item)) is null).Concat(Volatile.Read(ref _items).Values);

    public T? Get(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Volatile.Read(ref _items).GetValueOrDefault(id);
    }

    public NotSupportedException ReadOnly() => new(
        $"The {name} come from the configuration and cannot be changed here. Change the configuration itself (its reload takes effect at once), or choose another store.");

    /// <summary>Reads the current list. The list takes effect only when <see cref="Replace"/> is called with it. Must not be called concurrently.</summary>
    /// <param name="root">The section that holds the list.</param>
    /// <param name="read">Reads one object with its version.</param>
    /// <param name="problems">Receives every problem with its path.</param>
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
            // When several sources spell a key differently, the configuration may give either spelling, so the earlier one is kept.
            string key = isList ? "" : before.TryGetValue(entry.Key, out T? same) ? idOf(same) : entry.Key;
            var found = new List<ValidationProblem>();
            T item = read(new ConfigurationReader(entry, found, key), found, version);
            string id = idOf(item);
            if (id.Length == 0)
            {
                found.Add(new("Id", "The id is missing. The index of an entry in a list does not count as its id."));
            }
            else if (!items.TryAdd(id, before.TryGetValue(id, out T? stored) && isSame(stored, item) ? stored : item))
            {
                found.Add(new("Id", $"'{id}' is used twice."));
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

    /// <summary>Makes the items that were read take effect.</summary>
    /// <param name="items">The items; null for none.</param>
    /// <param name="isGiven">Whether the configuration holds endpoints or adaptors.</param>
    public void Replace(IReadOnlyDictionary<string, T>? items, bool isGiven)
    {
        Volatile.Write(ref _items, items?.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase) ?? FrozenDictionary<string, T>.Empty);
        Volatile.Write(ref _isGiven, _isGiven || isGiven);
    }
}

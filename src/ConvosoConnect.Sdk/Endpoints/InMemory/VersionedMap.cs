using System.Collections.Concurrent;

namespace ConvosoConnect.Sdk.Endpoints.InMemory;

/// <summary>
/// What the in-memory stores share: reading without a lock, as quick among many items as among few, and saves that are checked against the stored version.
/// Versions come from one counter a store, so that none is used twice for an id, not even after a deletion.
/// </summary>
/// <param name="noun">What the items are called in error sentences.</param>
/// <param name="key">Reads id and version of an item.</param>
/// <param name="stamp">Copies an item with its id and new version.</param>
internal sealed class VersionedMap<T>(string noun, Func<T, (string Id, long Version)> key, Func<T, string, long, T> stamp)
    where T : class
{
    private readonly Lock _writing = new();
    private readonly ConcurrentDictionary<string, T> _items = new(StringComparer.Ordinal);
    private long _lastVersion;

    /// <summary>All items at one moment.</summary>
    public IEnumerable<T> Items => _items.Values;

    public T? Get(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _items.GetValueOrDefault(id);
    }

    public T Save(T item)
    {
        (string id, long version) = key(item);
        id ??= "";
        lock (_writing)
        {
            T? stored = id.Length == 0 ? null : _items.GetValueOrDefault(id);
            if (ConnectConflictException.Find(noun, id, version, stored is null ? 0 : key(stored).Version) is { } conflict)
            {
                throw conflict;
            }

            if (id.Length == 0)
            {
                id = Guid.CreateVersion7().ToString("N");
            }

            T saved = stamp(item, id, ++_lastVersion);
            _items[id] = saved;
            return saved;
        }
    }

    public bool Delete(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        lock (_writing)
        {
            return _items.TryRemove(id, out _);
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ConvosoConnect.Sdk;

namespace CustomStore;

/// <summary>
/// Items in one file that is replaced whole by each change. Readers take the dictionary as it is and are never in the way of a writer; a writer makes
/// the next one, writes it, and only then shows it.
/// </summary>
internal sealed class JsonList<T> : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly string _noun;
    private readonly string _path;
    private readonly JsonTypeInfo<JsonContent<T>> _type;
    private readonly Func<T, (string Id, long Version)> _key;
    private readonly Func<T, string, long, T> _stamp;
    private Dictionary<string, T> _items;
    private long _lastVersion;

    public JsonList(string noun, string path, JsonTypeInfo<JsonContent<T>> type, Func<T, (string Id, long Version)> key, Func<T, string, long, T> stamp)
    {
        (_noun, _path, _type, _key, _stamp) = (noun, path, type, key, stamp);
        JsonContent<T> content = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), type)! : new(0, []);
        _items = content.Items.ToDictionary(i => key(i).Id, StringComparer.Ordinal);
        _lastVersion = content.LastVersion;
    }

    /// <summary>A snapshot: this very collection never changes.</summary>
    public IReadOnlyCollection<T> Items => Volatile.Read(ref _items).Values;

    public T? Get(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        cancellationToken.ThrowIfCancellationRequested();
        return Volatile.Read(ref _items).GetValueOrDefault(id);
    }

    public async ValueTask<T> SaveAsync(T item, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            (string id, long version) = _key(item);
            id = string.IsNullOrEmpty(id) ? Guid.CreateVersion7().ToString("N") : id;
            long stored = _items.TryGetValue(id, out T? before) ? _key(before).Version : 0;
            if (ConnectConflictException.Find(_noun, id, version, stored) is { } conflict)
            {
                throw conflict;
            }

            T saved = _stamp(item, id, _lastVersion + 1);
            await WriteAsync(_lastVersion + 1, new(_items, StringComparer.Ordinal) { [id] = saved }, cancellationToken);
            return saved;
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var next = new Dictionary<string, T>(_items, StringComparer.Ordinal);
            if (!next.Remove(id))
            {
                return false;
            }

            await WriteAsync(_lastVersion, next, cancellationToken);
            return true;
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    /// <summary>A crash, an error or a cancellation before the move leaves the old file; after it, the new one.</summary>
    private async Task WriteAsync(long lastVersion, Dictionary<string, T> items, CancellationToken cancellationToken)
    {
        string next = _path + ".next";
        await using (FileStream file = File.Create(next))
        {
            await JsonSerializer.SerializeAsync(file, new JsonContent<T>(lastVersion, [.. items.Values]), _type, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, _path, overwrite: true);
        _lastVersion = lastVersion;
        Volatile.Write(ref _items, items);
    }
}

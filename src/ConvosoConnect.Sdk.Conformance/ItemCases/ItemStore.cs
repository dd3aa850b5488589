using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.ItemCases;

/// <summary>The common operations of endpoint stores and adaptor stores, for the cases that both share.</summary>
internal abstract class ItemStore<T>
    where T : class
{
    /// <summary>The items for cases that only read. Their ids, names and states are those of <see cref="SampleName.All"/>.</summary>
    public abstract IReadOnlyList<T> Sample { get; }

    public abstract ValueTask<T?> GetAsync(string id, CancellationToken token);

    /// <summary>Lists without a filter.</summary>
    public abstract ValueTask<IReadOnlyList<T>> AllAsync(CancellationToken token);

    /// <summary>Lists with a filter; a null argument is not set in the filter.</summary>
    public abstract ValueTask<IReadOnlyList<T>> ListAsync(string? name, bool? active, CancellationToken token);

    public abstract ValueTask<T> SaveAsync(T item, CancellationToken token);

    public abstract ValueTask<bool> DeleteAsync(string id, CancellationToken token);

    /// <summary>Makes a valid item that was never saved.</summary>
    public abstract T Make(string id, string name);

    /// <summary>Copies an item with another name and version.</summary>
    public abstract T Change(T item, string name, long version);

    /// <summary>Copies an item and makes it so invalid that no store may save it.</summary>
    public abstract T Spoil(T item);

    public abstract (string Id, string Name, long Version) Key(T item);

    /// <summary>Checks that every member except the version is the same.</summary>
    public abstract void Same(T expected, T seen);

    public async Task FillAsync(CancellationToken token)
    {
        foreach (T item in Sample)
        {
            await SaveAsync(item, token).ConfigureAwait(false);
        }
    }

    /// <summary>Reads an item that must be there.</summary>
    public async Task<T> LoadAsync(string id, CancellationToken token) =>
        Check.NotNull($"an item under the id {Show.Value(id)}", await GetAsync(id, token).ConfigureAwait(false));

    /// <summary>Checks that exactly these ids are stored.</summary>
    public async Task HoldsAsync(IEnumerable<string> ids, CancellationToken token) =>
        Check.Set("the ids stored", ids, (await AllAsync(token).ConfigureAwait(false)).Select(i => Key(i).Id));
}

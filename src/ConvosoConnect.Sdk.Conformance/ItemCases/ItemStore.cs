using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.ItemCases;

/// <summary>What the endpoint and the adaptor store have in common, so that their common cases stand once.</summary>
internal abstract class ItemStore<T>
    where T : class
{
    /// <summary>The items of the cases that only read; their ids, names and states are those of <see cref="SampleName.All"/>.</summary>
    public abstract IReadOnlyList<T> Sample { get; }

    public abstract ValueTask<T?> GetAsync(string id, CancellationToken token);

    /// <summary>Lists without a filter.</summary>
    public abstract ValueTask<IReadOnlyList<T>> AllAsync(CancellationToken token);

    /// <summary>Lists with a filter; members that are null are not set in it.</summary>
    public abstract ValueTask<IReadOnlyList<T>> ListAsync(string? name, bool? active, CancellationToken token);

    public abstract ValueTask<T> SaveAsync(T item, CancellationToken token);

    public abstract ValueTask<bool> DeleteAsync(string id, CancellationToken token);

    /// <summary>A valid item that was never saved.</summary>
    public abstract T Make(string id, string name);

    /// <summary>A copy with another name and version.</summary>
    public abstract T Change(T item, string name, long version);

    /// <summary>A copy that no store may save.</summary>
    public abstract T Spoil(T item);

    public abstract (string Id, string Name, long Version) Key(T item);

    /// <summary>Checks every member but the version.</summary>
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

using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.ItemCases;

/// <summary>Cases with many callers at the same time.</summary>
internal static class CrowdCases<T>
    where T : class
{
    public static IReadOnlyList<ItemCase<T>> All { get; } =
    [
        new("OneSaverWins", "Of many saves of the same version at once exactly one succeeds; the others are conflicts.", OneSaverWins),
        new("OneAdderWins", "Of many new items with the same id at once exactly one succeeds; the others are conflicts.", OneAdderWins),
        new("OneDeleterWins", "Of many deletions of one item at once exactly one gives true.", OneDeleterWins),
        new("HundredWriters", "A hundred callers who each add an item at once lose none.", HundredWriters),
    ];

    private static async Task OneSaverWins(ItemStore<T> store, CancellationToken token)
    {
        T saved = await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false);
        await OneWinsAsync(store, i => store.Change(saved, $"Saver {i}", store.Key(saved).Version), token).ConfigureAwait(false);
    }

    private static Task OneAdderWins(ItemStore<T> store, CancellationToken token) => OneWinsAsync(store, i => store.Make("one", $"Adder {i}"), token);

    private static async Task OneWinsAsync(ItemStore<T> store, Func<int, T> make, CancellationToken token)
    {
        T?[] saved = await Crowd.RunAsync(16, async i =>
        {
            try
            {
                return await store.SaveAsync(make(i), token).ConfigureAwait(false);
            }
            catch (ConnectConflictException)
            {
                return null;
            }
        }).ConfigureAwait(false);
        T[] winners = [.. saved.OfType<T>()];
        Check.Equal("the number of saves that succeeded", 1, winners.Length);
        T seen = await store.LoadAsync("one", token).ConfigureAwait(false);
        store.Same(winners[0], seen);
        Check.Equal("the version", store.Key(winners[0]).Version, store.Key(seen).Version);
    }

    private static async Task OneDeleterWins(ItemStore<T> store, CancellationToken token)
    {
        await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false);
        bool[] deleted = await Crowd.RunAsync(16, i => store.DeleteAsync("one", token).AsTask()).ConfigureAwait(false);
        Check.Equal("the number of deletions that gave true", 1, deleted.Count(d => d));
    }

    private static async Task HundredWriters(ItemStore<T> store, CancellationToken token)
    {
        T[] saved = await Crowd.RunAsync(100, i => store.SaveAsync(store.Make("", $"Writer {i}"), token).AsTask()).ConfigureAwait(false);
        await store.HoldsAsync(saved.Select(s => store.Key(s).Id), token).ConfigureAwait(false);
        foreach (T item in saved)
        {
            store.Same(item, await store.LoadAsync(store.Key(item).Id, token).ConfigureAwait(false));
        }
    }
}

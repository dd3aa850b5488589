using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.ItemCases;

/// <summary>Cases about versions, which prevent lost updates.</summary>
internal static class VersionCases<T>
    where T : class
{
    public static IReadOnlyList<ItemCase<T>> All { get; } =
    [
        new("VersionRead", "Get and List give the version that Save returned.", VersionRead),
        new("VersionGrows", "The version grows with each save, also when nothing else changed.", VersionGrows),
        new("StaleSave", "A save of an older version is a conflict, and what is stored stays.", StaleSave),
        new("FutureVersion", "A save of a version that was never given out is a conflict.", FutureVersion),
        new("IdTaken", "A new item under a stored id is a conflict, and what is stored stays.", IdTaken),
        new("SaveOfDeleted", "A save of an item that was deleted in between is a conflict, and it stays deleted.", SaveOfDeleted),
        new("VersionNotReused", "An id that was deleted can be used again, but none of its versions is.", VersionNotReused),
    ];

    private static async Task VersionRead(ItemStore<T> store, CancellationToken token)
    {
        T saved = await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false);
        for (int i = 0; i < 3; i++)
        {
            saved = await store.SaveAsync(saved, token).ConfigureAwait(false);
            long version = store.Key(saved).Version;
            Check.Equal("the version that Get gives", version, store.Key(await store.LoadAsync("one", token).ConfigureAwait(false)).Version);
            Check.Sequence("the versions that List gives", [version], (await store.AllAsync(token).ConfigureAwait(false)).Select(x => store.Key(x).Version));
        }
    }

    private static async Task VersionGrows(ItemStore<T> store, CancellationToken token)
    {
        long before = 0;
        T item = store.Make("one", "One");
        for (int i = 0; i < 5; i++)
        {
            item = await store.SaveAsync(item, token).ConfigureAwait(false);
            Check.That(store.Key(item).Version > before, $"a version above {before}", $"version {store.Key(item).Version}");
            before = store.Key(item).Version;
        }
    }

    private static async Task StaleSave(ItemStore<T> store, CancellationToken token)
    {
        T first = await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false);
        T second = await store.SaveAsync(store.Change(first, "Second", store.Key(first).Version), token).ConfigureAwait(false);
        await ConflictAsync(store, store.Change(first, "Stale", store.Key(first).Version), token).ConfigureAwait(false);
        await StaysAsync(store, second, token).ConfigureAwait(false);
        await store.SaveAsync(store.Change(second, "Third", store.Key(second).Version), token).ConfigureAwait(false);
    }

    private static async Task FutureVersion(ItemStore<T> store, CancellationToken token)
    {
        T saved = await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false);
        await ConflictAsync(store, store.Change(saved, "Future", store.Key(saved).Version + 1_000), token).ConfigureAwait(false);
        await ConflictAsync(store, store.Change(store.Make("two", "Two"), "Never saved", 7), token).ConfigureAwait(false);
        await StaysAsync(store, saved, token).ConfigureAwait(false);
    }

    private static async Task IdTaken(ItemStore<T> store, CancellationToken token)
    {
        T saved = await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false);
        await ConflictAsync(store, store.Make("one", "Other"), token).ConfigureAwait(false);
        await StaysAsync(store, saved, token).ConfigureAwait(false);
    }

    private static async Task SaveOfDeleted(ItemStore<T> store, CancellationToken token)
    {
        T saved = await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false);
        await store.DeleteAsync("one", token).ConfigureAwait(false);
        await ConflictAsync(store, saved, token).ConfigureAwait(false);
        await store.HoldsAsync([], token).ConfigureAwait(false);
    }

    private static async Task VersionNotReused(ItemStore<T> store, CancellationToken token)
    {
        long last = 0;
        for (int i = 0; i < 3; i++)
        {
            T saved = await store.SaveAsync(store.Make("one", $"Life {i}"), token).ConfigureAwait(false);
            Check.That(store.Key(saved).Version > last, $"a version above {last}, the last before the deletion", $"version {store.Key(saved).Version}");
            saved = await store.SaveAsync(saved, token).ConfigureAwait(false);
            last = store.Key(saved).Version;
            await store.DeleteAsync("one", token).ConfigureAwait(false);
        }
    }

    private static Task<ConnectConflictException> ConflictAsync(ItemStore<T> store, T item, CancellationToken token) => Check.ThrowsAsync<ConnectConflictException>(
        $"SaveAsync of {store.Key(item).Name} with version {store.Key(item).Version}",
        async () => await store.SaveAsync(item, token).ConfigureAwait(false));

    private static async Task StaysAsync(ItemStore<T> store, T saved, CancellationToken token)
    {
        await store.HoldsAsync([store.Key(saved).Id], token).ConfigureAwait(false);
        T seen = await store.LoadAsync(store.Key(saved).Id, token).ConfigureAwait(false);
        store.Same(saved, seen);
        Check.Equal("the version", store.Key(saved).Version, store.Key(seen).Version);
    }
}

using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.ItemCases;

/// <summary>Cases that add, change and delete with one caller at a time.</summary>
internal static class SaveCases<T>
    where T : class
{
    public static IReadOnlyList<ItemCase<T>> All { get; } =
    [
        new("Empty", "A fresh store lists nothing.", Empty),
        new("SaveNew", "A new item keeps its id, gets a version above 0 and is returned as it is stored.", SaveNew),
        new("IdAssigned", "An empty id is replaced by a new one, another each time.", IdAssigned),
        new("OddIds", "Ids are any text: they differ by case, accents and spaces, and none is a path or a pattern.", OddIds),
        new("Replace", "A save of the stored version replaces the item whole.", Replace),
        new("InvalidNew", "An invalid item is refused with the problems found, and nothing of it is stored.", InvalidNew),
        new("InvalidChange", "An invalid change is refused, and what is stored stays whole and of the same version.", InvalidChange),
        new("Delete", "Delete gives true once, then the item is gone and the others are still there.", Delete),
        new("DeleteUnknown", "Deleting an id that is not stored gives false.", DeleteUnknown),
        new("ListSnapshot", "A list that was read does not change when the store does.", ListSnapshot),
        new("SaveCancelled", "A save with a cancelled token ends with OperationCanceledException and stores nothing.", SaveCancelled),
        new("DeleteCancelled", "A deletion with a cancelled token ends with OperationCanceledException and deletes nothing.", DeleteCancelled),
        new("WriteNull", "Save and Delete refuse null with ArgumentNullException.", WriteNull),
    ];

    private static Task Empty(ItemStore<T> store, CancellationToken token) => store.HoldsAsync([], token);

    private static async Task SaveNew(ItemStore<T> store, CancellationToken token)
    {
        T item = store.Make("one", "One");
        T saved = await store.SaveAsync(item, token).ConfigureAwait(false);
        store.Same(item, saved);
        Check.That(store.Key(saved).Version > 0, "a version above 0", $"version {store.Key(saved).Version}");
        store.Same(item, await store.LoadAsync("one", token).ConfigureAwait(false));
    }

    private static async Task IdAssigned(ItemStore<T> store, CancellationToken token)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < 20; i++)
        {
            string id = store.Key(await store.SaveAsync(store.Make("", $"Item {i}"), token).ConfigureAwait(false)).Id;
            Check.That(!string.IsNullOrWhiteSpace(id) && ids.Add(id), "an id of its own for each item", Show.Value(id));
            Check.Equal("the name under the new id", $"Item {i}", store.Key(await store.LoadAsync(id, token).ConfigureAwait(false)).Name);
        }

        await store.HoldsAsync(ids, token).ConfigureAwait(false);
    }

    private static async Task OddIds(ItemStore<T> store, CancellationToken token)
    {
        string[] ids =
            ["a", "A", "a ", " a", "é", "e\u0301", "É", "a/b", "../a", "a%", "a_", "*", "'; DROP TABLE x; --", "\"", "\\", "😀", "0", "null", new('x', 200)];
        foreach (string id in ids)
        {
            await store.SaveAsync(store.Make(id, "Name of " + id.EnumerateRunes().First()), token).ConfigureAwait(false);
        }

        await store.HoldsAsync(ids, token).ConfigureAwait(false);
        for (int i = 0; i < ids.Length; i++)
        {
            Check.Equal("the id", ids[i], store.Key(await store.LoadAsync(ids[i], token).ConfigureAwait(false)).Id);
            Check.That(await store.DeleteAsync(ids[i], token).ConfigureAwait(false), $"true from the deletion of {Show.Value(ids[i])}", "false");
            await store.HoldsAsync(ids.Skip(i + 1), token).ConfigureAwait(false);
        }
    }

    private static async Task Replace(ItemStore<T> store, CancellationToken token)
    {
        T first = await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false);
        T other = await store.SaveAsync(store.Make("two", "Two"), token).ConfigureAwait(false);
        T changed = store.Change(first, "Changed", store.Key(first).Version);
        store.Same(changed, await store.SaveAsync(changed, token).ConfigureAwait(false));
        store.Same(changed, await store.LoadAsync("one", token).ConfigureAwait(false));
        store.Same(other, await store.LoadAsync("two", token).ConfigureAwait(false));
        await store.HoldsAsync(["one", "two"], token).ConfigureAwait(false);
    }

    private static async Task InvalidNew(ItemStore<T> store, CancellationToken token)
    {
        foreach (string id in (string[])["bad", ""])
        {
            ConnectValidationException refusal = await Check.ThrowsAsync<ConnectValidationException>(
                "SaveAsync of an invalid item",
                async () => await store.SaveAsync(store.Spoil(store.Make(id, "Bad")), token).ConfigureAwait(false)).ConfigureAwait(false);
            Check.That(refusal.Problems.Any(p => !p.IsWarning), "problems on the exception", "none");
            await store.HoldsAsync([], token).ConfigureAwait(false);
        }
    }

    private static async Task InvalidChange(ItemStore<T> store, CancellationToken token)
    {
        T saved = await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false);
        await Check.ThrowsAsync<ConnectValidationException>(
            "SaveAsync of an invalid change",
            async () => await store.SaveAsync(store.Spoil(saved), token).ConfigureAwait(false)).ConfigureAwait(false);
        T seen = await store.LoadAsync("one", token).ConfigureAwait(false);
        store.Same(saved, seen);
        Check.Equal("the version", store.Key(saved).Version, store.Key(seen).Version);
    }

    private static async Task Delete(ItemStore<T> store, CancellationToken token)
    {
        await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false);
        await store.SaveAsync(store.Make("two", "Two"), token).ConfigureAwait(false);
        Check.That(await store.DeleteAsync("one", token).ConfigureAwait(false), "true from the first deletion", "false");
        Check.That(await store.GetAsync("one", token).ConfigureAwait(false) is null, "null for the deleted item", "an item");
        Check.That(!await store.DeleteAsync("one", token).ConfigureAwait(false), "false from the second deletion", "true");
        await store.HoldsAsync(["two"], token).ConfigureAwait(false);
    }

    private static async Task DeleteUnknown(ItemStore<T> store, CancellationToken token)
    {
        await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false);
        foreach (string id in (string[])["", "no such id", "%", "ONE"])
        {
            Check.That(!await store.DeleteAsync(id, token).ConfigureAwait(false), $"false from the deletion of {Show.Value(id)}", "true");
        }

        await store.HoldsAsync(["one"], token).ConfigureAwait(false);
    }

    private static async Task ListSnapshot(ItemStore<T> store, CancellationToken token)
    {
        T saved = await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false);
        IReadOnlyList<T> list = await store.AllAsync(token).ConfigureAwait(false);
        await store.SaveAsync(store.Change(saved, "Changed", store.Key(saved).Version), token).ConfigureAwait(false);
        await store.SaveAsync(store.Make("two", "Two"), token).ConfigureAwait(false);
        Check.Sequence("the names of the list read before", ["One"], list.Select(i => store.Key(i).Name));
    }

    private static async Task SaveCancelled(ItemStore<T> store, CancellationToken token)
    {
        T saved = await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false);
        await Check.CancelledAsync(
            "SaveAsync of a new item", async cancelled => await store.SaveAsync(store.Make("two", "Two"), cancelled).ConfigureAwait(false)).ConfigureAwait(false);
        await Check.CancelledAsync(
            "SaveAsync of a change",
            async cancelled => await store.SaveAsync(store.Change(saved, "Changed", store.Key(saved).Version), cancelled).ConfigureAwait(false)).ConfigureAwait(false);
        await store.HoldsAsync(["one"], token).ConfigureAwait(false);
        store.Same(saved, await store.LoadAsync("one", token).ConfigureAwait(false));
    }

    private static async Task DeleteCancelled(ItemStore<T> store, CancellationToken token)
    {
        await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false);
        await Check.CancelledAsync(
            "DeleteAsync", async cancelled => await store.DeleteAsync("one", cancelled).ConfigureAwait(false)).ConfigureAwait(false);
        await store.HoldsAsync(["one"], token).ConfigureAwait(false);
    }

    private static async Task WriteNull(ItemStore<T> store, CancellationToken token)
    {
        await Check.ThrowsAsync<ArgumentNullException>(
            "SaveAsync(null)", async () => await store.SaveAsync(null!, token).ConfigureAwait(false)).ConfigureAwait(false);
        await Check.ThrowsAsync<ArgumentNullException>(
            "DeleteAsync(null)", async () => await store.DeleteAsync(null!, token).ConfigureAwait(false)).ConfigureAwait(false);
    }
}

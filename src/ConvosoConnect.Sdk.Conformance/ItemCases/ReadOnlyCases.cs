using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.ItemCases;

/// <summary>Cases that try to write to a read-only store.</summary>
internal static class ReadOnlyCases<T>
    where T : class
{
    public static IReadOnlyList<ItemCase<T>> All { get; } =
    [
        new("SaveRefused", "A read-only store refuses to save with NotSupportedException and stays as it was.", SaveRefused),
        new("DeleteRefused", "A read-only store refuses to delete with NotSupportedException and stays as it was.", DeleteRefused),
    ];

    private static async Task SaveRefused(ItemStore<T> store, CancellationToken token)
    {
        await Check.ThrowsAsync<NotSupportedException>(
            "SaveAsync", async () => await store.SaveAsync(store.Make("new", "New"), token).ConfigureAwait(false)).ConfigureAwait(false);
        await store.HoldsAsync(SampleName.All.Select(n => n.Id), token).ConfigureAwait(false);
    }

    private static async Task DeleteRefused(ItemStore<T> store, CancellationToken token)
    {
        await Check.ThrowsAsync<NotSupportedException>(
            "DeleteAsync", async () => await store.DeleteAsync("a", token).ConfigureAwait(false)).ConfigureAwait(false);
        await store.HoldsAsync(SampleName.All.Select(n => n.Id), token).ConfigureAwait(false);
    }
}

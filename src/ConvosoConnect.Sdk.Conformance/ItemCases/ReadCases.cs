using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.ItemCases;

/// <summary>Cases that read a store which holds the sample. They run for a read-only store too.</summary>
internal static class ReadCases<T>
    where T : class
{
    public static IReadOnlyList<ItemCase<T>> All { get; } =
    [
        new("Get", "An item is found by its id with every member.", Get),
        new("GetUnknown", "An id that is not stored gives null.", GetUnknown),
        new("GetExactId", "Ids are compared exactly: no case is ignored, nothing is trimmed, nothing is a pattern.", GetExactId),
        new("ListAll", "Without a filter everything is listed, with every member.", ListAll),
        new("ListOrder", "Lists are ordered by name, then id, compared by character code.", ListOrder),
        new("ReadCancelled", "A cancelled token ends Get and List with OperationCanceledException.", ReadCancelled),
        new("ReadNull", "Get refuses a null id with ArgumentNullException.", ReadNull),
    ];

    private static async Task Get(ItemStore<T> store, CancellationToken token)
    {
        foreach (T expected in store.Sample)
        {
            T seen = await store.LoadAsync(store.Key(expected).Id, token).ConfigureAwait(false);
            store.Same(expected, seen);
        }
    }

    private static async Task GetUnknown(ItemStore<T> store, CancellationToken token)
    {
        foreach (string id in (string[])["", "no such id", "1", "%", "a b"])
        {
            T? seen = await store.GetAsync(id, token).ConfigureAwait(false);
            Check.That(seen is null, $"null for the unknown id {Show.Value(id)}", "an item");
        }
    }

    private static async Task GetExactId(ItemStore<T> store, CancellationToken token)
    {
        foreach (string id in (string[])["ZULU", "Zulu", "zulu ", " zulu", "zul_", "zul%", "zul", "zulu\0", "z\u00FClu"])
        {
            T? seen = await store.GetAsync(id, token).ConfigureAwait(false);
            Check.That(seen is null, $"null for the id {Show.Value(id)}, since only 'zulu' is stored", "an item");
        }
    }

    private static async Task ListAll(ItemStore<T> store, CancellationToken token)
    {
        IReadOnlyList<T> seen = await store.AllAsync(token).ConfigureAwait(false);
        Check.Set("the ids listed", store.Sample.Select(i => store.Key(i).Id), seen.Select(i => store.Key(i).Id));
        foreach (T expected in store.Sample)
        {
            store.Same(expected, seen.Single(i => store.Key(i).Id == store.Key(expected).Id));
        }
    }

    private static async Task ListOrder(ItemStore<T> store, CancellationToken token)
    {
        IReadOnlyList<T> seen = await store.AllAsync(token).ConfigureAwait(false);
        Check.Sequence(
            "the ids in order",
            SampleName.All.OrderBy(n => n.Name, StringComparer.Ordinal).ThenBy(n => n.Id, StringComparer.Ordinal).Select(n => n.Id),
            seen.Select(i => store.Key(i).Id));
    }

    private static async Task ReadCancelled(ItemStore<T> store, CancellationToken token)
    {
        await Check.CancelledAsync("GetAsync", async cancelled => await store.GetAsync("a", cancelled).ConfigureAwait(false)).ConfigureAwait(false);
        await Check.CancelledAsync("ListAsync", async cancelled => await store.AllAsync(cancelled).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static Task<ArgumentNullException> ReadNull(ItemStore<T> store, CancellationToken token) =>
        Check.ThrowsAsync<ArgumentNullException>("GetAsync(null)", async () => await store.GetAsync(null!, token).ConfigureAwait(false));
}

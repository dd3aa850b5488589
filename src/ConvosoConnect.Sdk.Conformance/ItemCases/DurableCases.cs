using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.ItemCases;

/// <summary>Cases about content that is still there when a store is opened again.</summary>
internal static class DurableCases<T>
    where T : class
{
    public static IEnumerable<ConformanceCase<Reopenable<TSubject>>> For<TSubject>(string prefix, Func<TSubject, ItemStore<T>> open)
        where TSubject : notnull =>
    [
        new($"{prefix}.Reopen", "What was saved is there with its version after the store was disposed and opened again.", async (subject, token) =>
        {
            List<T> before = [];
            await WithAsync(subject, open, async store =>
            {
                await store.FillAsync(token).ConfigureAwait(false);
                before.AddRange(await store.AllAsync(token).ConfigureAwait(false));
            }, token).ConfigureAwait(false);
            await WithAsync(subject, open, async store =>
            {
                IReadOnlyList<T> after = await store.AllAsync(token).ConfigureAwait(false);
                Check.Sequence("the ids and versions", before.Select(store.Key), after.Select(store.Key));
                foreach ((T expected, T seen) in before.Zip(after))
                {
                    store.Same(expected, seen);
                }
            }, token).ConfigureAwait(false);
        }),
        new($"{prefix}.ReopenDeleted", "What was deleted stays deleted after the store was opened again, and its versions are not used again.", async (subject, token) =>
        {
            long last = 0;
            await WithAsync(subject, open, async store =>
            {
                T saved = await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false);
                last = store.Key(await store.SaveAsync(saved, token).ConfigureAwait(false)).Version;
                await store.DeleteAsync("one", token).ConfigureAwait(false);
            }, token).ConfigureAwait(false);
            await WithAsync(subject, open, async store =>
            {
                await store.HoldsAsync([], token).ConfigureAwait(false);
                long version = store.Key(await store.SaveAsync(store.Make("one", "One"), token).ConfigureAwait(false)).Version;
                Check.That(version > last, $"a version above {last}, the last before the deletion", $"version {version}");
            }, token).ConfigureAwait(false);
        }),
    ];

    private static async Task WithAsync<TSubject>(
        Reopenable<TSubject> subject, Func<TSubject, ItemStore<T>> open, Func<ItemStore<T>, Task> step, CancellationToken token)
        where TSubject : notnull
    {
        TSubject opened = await subject.OpenAsync(token).ConfigureAwait(false);
        try
        {
            await step(open(opened)).ConfigureAwait(false);
        }
        finally
        {
            await Disposal.DisposeAsync(opened).ConfigureAwait(false);
        }
    }
}

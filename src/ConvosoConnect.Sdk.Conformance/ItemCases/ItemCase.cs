namespace ConvosoConnect.Sdk.Conformance.ItemCases;

/// <summary>A case for both endpoint stores and adaptor stores.</summary>
internal sealed record ItemCase<T>(string Name, string Purpose, Func<ItemStore<T>, CancellationToken, Task> Body)
    where T : class
{
    public ConformanceCase<TSubject> For<TSubject>(string prefix, Func<TSubject, ItemStore<T>> open)
        where TSubject : notnull => new($"{prefix}.{Name}", Purpose, (subject, token) => Body(open(subject), token));

    /// <summary>Makes the case for a store that must be filled first.</summary>
    public ConformanceCase<TSubject> Filled<TSubject>(string prefix, Func<TSubject, ItemStore<T>> open)
        where TSubject : notnull => new($"{prefix}.{Name}", Purpose, async (subject, token) =>
    {
        ItemStore<T> store = open(subject);
        await store.FillAsync(token).ConfigureAwait(false);
        await Body(store, token).ConfigureAwait(false);
    });
}

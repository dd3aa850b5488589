namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>A correct adaptor store of which single methods are replaced.</summary>
internal sealed class FaultyAdaptors(IAdaptorStore inner) : IAdaptorStore
{
    public Func<string, CancellationToken, ValueTask<Adaptor?>> Get { get; init; } = inner.GetAsync;

    public Func<AdaptorFilter?, CancellationToken, ValueTask<IReadOnlyList<Adaptor>>> List { get; init; } = inner.ListAsync;

    public Func<Adaptor, CancellationToken, ValueTask<Adaptor>> Save { get; init; } = inner.SaveAsync;

    public Func<string, CancellationToken, ValueTask<bool>> Delete { get; init; } = inner.DeleteAsync;

    public ValueTask<Adaptor?> GetAsync(string id, CancellationToken cancellationToken = default) => Get(id, cancellationToken);

    public ValueTask<IReadOnlyList<Adaptor>> ListAsync(AdaptorFilter? filter = null, CancellationToken cancellationToken = default) =>
        List(filter, cancellationToken);

    public ValueTask<Adaptor> SaveAsync(Adaptor adaptor, CancellationToken cancellationToken = default) => Save(adaptor, cancellationToken);

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => Delete(id, cancellationToken);
}

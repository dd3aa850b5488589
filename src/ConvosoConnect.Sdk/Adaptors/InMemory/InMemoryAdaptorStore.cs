using ConvosoConnect.Sdk.Endpoints.InMemory;

namespace ConvosoConnect.Sdk.Adaptors.InMemory;

/// <summary>Keeps adaptors in memory. This is the store of an app that chooses no other.</summary>
internal sealed class InMemoryAdaptorStore(IEndpointStore endpoints, AdaptorUseGate gate) : IAdaptorStore
{
    private readonly VersionedMap<Adaptor> _map = new("adaptor", a => (a.Id, a.Version), (a, id, version) => a with { Id = id, Version = version });

    public ValueTask<Adaptor?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_map.Get(id));
    }

    public ValueTask<IReadOnlyList<Adaptor>> ListAsync(AdaptorFilter? filter = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new((filter ?? new()).Apply(_map.Items));
    }

    public ValueTask<Adaptor> SaveAsync(Adaptor adaptor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(adaptor);
        cancellationToken.ThrowIfCancellationRequested();

        // The adaptor is copied before the check, so that the caller cannot change its list between check and save.
        Adaptor copy = adaptor.Fields is null ? adaptor : adaptor with { Fields = Array.AsReadOnly(adaptor.Fields.ToArray()) };
        AdaptorValidator.Check(copy);
        return new(_map.Save(copy));
    }

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return gate.RunAsync(() => DeleteUnusedAsync(id, cancellationToken), cancellationToken);
    }

    private async ValueTask<bool> DeleteUnusedAsync(string id, CancellationToken cancellationToken)
    {
        if (await GetAsync(id, cancellationToken).ConfigureAwait(false) is not { } adaptor)
        {
            return false;
        }

        AdaptorValidator.CheckUnused(adaptor, await endpoints.ListAsync(new EndpointFilter { AdaptorId = id }, cancellationToken).ConfigureAwait(false));
        return _map.Delete(id);
    }
}

namespace ConvosoConnect.Sdk.Endpoints.InMemory;

/// <summary>Keeps endpoints in memory. This is the store of an app that chooses no other.</summary>
internal sealed class InMemoryEndpointStore(EndpointValidator validator, AdaptorUseGate gate) : IEndpointStore
{
    private readonly VersionedMap<ConnectEndpoint> _map = new(
        "endpoint",
        e => (e.Id, e.Version),
        (e, id, version) => e with { Id = id, Version = version });

    public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_map.Get(id));
    }

    public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new((filter ?? new()).Apply(_map.Items));
    }

    public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        cancellationToken.ThrowIfCancellationRequested();

        // The endpoint is copied before the check, so that the caller cannot change its list between check and save.
        ConnectEndpoint copy = endpoint with { SuccessValues = endpoint.SuccessValues is { } values ? [.. values] : null };
        return gate.RunAsync(
            async () =>
            {
                await validator.CheckAsync(copy, _map.Get(copy.Id ?? ""), cancellationToken).ConfigureAwait(false);
                return _map.Save(copy);
            },
            cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_map.Delete(id));
    }
}

namespace ConvosoConnect.Sdk.Endpoints.InMemory;

/// <summary>Endpoints in the memory of the process: the store used when no other is chosen.</summary>
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

        // Copied before it is checked: what was checked is what is kept, whatever the caller does with the list.
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

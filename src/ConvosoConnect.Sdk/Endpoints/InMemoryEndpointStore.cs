namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>Endpoints in the memory of the process: the store used when no other is chosen.</summary>
internal sealed class InMemoryEndpointStore(EndpointValidator validator) : IEndpointStore
{
    private readonly VersionedMap<ConnectEndpoint> _map = new(
        "endpoint",
        e => (e.Id, e.Version),
        (e, id, version) => e with { Id = id, Version = version, SuccessValues = e.SuccessValues is { } values ? [.. values] : null });

    public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_map.Get(id));
    }

    public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(EndpointOrder.Sort(_map.Items, filter));
    }

    public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        validator.ThrowIfInvalid(endpoint);
        return new(_map.Save(endpoint));
    }

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_map.Delete(id));
    }
}

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>A store that throws when it is disposed a second time.</summary>
internal sealed class OnceDisposable(IEndpointStore inner) : IEndpointStore, IDisposable
{
    private bool _disposed;

    public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default) => inner.GetAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default) =>
        inner.ListAsync(filter, cancellationToken);

    public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) =>
        inner.SaveAsync(endpoint, cancellationToken);

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => inner.DeleteAsync(id, cancellationToken);

    public void Dispose()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _disposed = true;
    }
}

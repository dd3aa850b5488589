namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>A correct endpoint store of which single methods are replaced.</summary>
internal sealed class FaultyEndpoints(IEndpointStore inner) : IEndpointStore
{
    public Func<string, CancellationToken, ValueTask<ConnectEndpoint?>> Get { get; init; } = inner.GetAsync;

    public Func<EndpointFilter?, CancellationToken, ValueTask<IReadOnlyList<ConnectEndpoint>>> List { get; init; } = inner.ListAsync;

    public Func<ConnectEndpoint, CancellationToken, ValueTask<ConnectEndpoint>> Save { get; init; } = inner.SaveAsync;

    public Func<string, CancellationToken, ValueTask<bool>> Delete { get; init; } = inner.DeleteAsync;

    public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default) => Get(id, cancellationToken);

    public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default) =>
        List(filter, cancellationToken);

    public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) => Save(endpoint, cancellationToken);

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => Delete(id, cancellationToken);
}

namespace ConvosoConnect.Sdk.Tests.Adaptors;

/// <summary>Endpoints as the adaptor store sees them.</summary>
internal sealed class EndpointsStub(params ConnectEndpoint[] all) : IEndpointStore
{
    public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default) =>
        new(all.Where(e => filter is null || filter.Matches(e)).ToArray());

    public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}

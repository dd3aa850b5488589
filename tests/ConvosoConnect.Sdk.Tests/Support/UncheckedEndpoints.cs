using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>A store that holds one endpoint, which nobody has checked.</summary>
internal sealed class UncheckedEndpoints(ConnectEndpoint endpoint) : IEndpointStore
{
    public ConnectEndpoint Endpoint { get; set; } = endpoint;

    public static Action<ConvosoConnectBuilder> Use(ConnectEndpoint endpoint) => new UncheckedEndpoints(endpoint).Use;

    public void Use(ConvosoConnectBuilder builder) => builder.Services.Replace(ServiceDescriptor.Singleton<IEndpointStore>(this));

    public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default) => new(Endpoint);

    public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default) => new([Endpoint]);

    public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}

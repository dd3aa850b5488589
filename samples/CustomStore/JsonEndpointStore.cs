using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Endpoints;

namespace CustomStore;

/// <summary>
/// Endpoints in one JSON file. The credentials stand in it as they are: keep the folder private, or pass them through an
/// <see cref="ISecretProtector"/> before they are written.
/// </summary>
public sealed class JsonEndpointStore(JsonFolder folder, EndpointValidator validator) : IEndpointStore, IDisposable
{
    private readonly JsonList<ConnectEndpoint> _list = new(
        "endpoint",
        folder.File("endpoints.json"),
        JsonTypes.EndpointsInFull,
        e => (e.Id, e.Version),
        (e, id, version) => e with { Id = id, Version = version });

    public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default) => new(_list.Get(id, cancellationToken));

    public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new((filter ?? new()).Apply(_list.Items));
    }

    public async ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);

        // Copied before it is checked, so that what was checked is what is kept. The check throws when the endpoint must not be saved.
        ConnectEndpoint copy = endpoint with { SuccessValues = endpoint.SuccessValues is { } values ? [.. values] : null };
        await validator.CheckAsync(copy, _list.Get(copy.Id ?? "", cancellationToken), cancellationToken);
        return await _list.SaveAsync(copy, cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => _list.DeleteAsync(id, cancellationToken);

    public void Dispose() => _list.Dispose();
}

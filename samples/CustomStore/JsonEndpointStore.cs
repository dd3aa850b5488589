using ConvosoConnect.Sdk.Endpoints;

namespace CustomStore;

/// <summary>
/// Endpoints in one JSON file. The credentials stand in it as they are: keep the folder private, or pass them through an
/// <see cref="ISecretProtector"/> before they are written.
/// </summary>
public sealed class JsonEndpointStore(JsonFolder folder, EndpointValidator validator) : IEndpointStore, IDisposable
{
    private readonly JsonList<ConnectEndpoint> _list = new(
        folder.File("endpoints.json"),
        JsonTypes.Default.Endpoints,
        e => (e.Id, e.Version),
        (e, id, version) => e with { Id = id, Version = version, SuccessValues = e.SuccessValues is { } values ? [.. values] : null });

    public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default) => new(_list.Get(id, cancellationToken));

    public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new([
            .. _list.Items.Where(e => filter is null || filter.Matches(e))
                .OrderBy(e => e.Name, StringComparer.Ordinal)
                .ThenBy(e => e.Id, StringComparer.Ordinal),
        ]);
    }

    public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ValidationProblem> problems = validator.Validate(endpoint);
        return problems.Any(p => !p.IsWarning)
            ? throw new ConnectValidationException($"endpoint '{endpoint.Name}'", problems)
            : _list.SaveAsync(endpoint, cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => _list.DeleteAsync(id, cancellationToken);

    public void Dispose() => _list.Dispose();
}

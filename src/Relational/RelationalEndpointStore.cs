using System.Text.Json;
using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>Endpoints in a database, credentials encrypted.</summary>
internal sealed class RelationalEndpointStore : IEndpointStore
{
    public const string Table = "connect_endpoints";

    private readonly ItemTable<ConnectEndpoint> _table;
    private readonly ItemStore<ConnectEndpoint> _store;
    private readonly EndpointValidator _validator;

    public RelationalEndpointStore(Database database, SecretBox secrets, EndpointValidator validator, TimeProvider time)
    {
        _validator = validator;
        _table = new(database, Table, "endpoint", new(
            e => (e.Id ?? "", e.Version),
            (e, id, version) => e with { Id = id, Version = version },
            e => (JsonSerializer.SerializeToUtf8Bytes(secrets.Close(e), StoredJson.Lean.ConnectEndpoint), e.AdaptorId, secrets.IsActive),
            (json, isProtected) => secrets.Open(JsonSerializer.Deserialize(json, StoredJson.Lean.ConnectEndpoint)!, isProtected),
            e => e.Fault is null));
        _store = new(database, _table, time);
    }

    public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default) => _store.GetAsync(id, cancellationToken);

    public async ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default)
    {
        List<ConnectEndpoint> all = await _store.ListAsync(cancellationToken).ConfigureAwait(false);
        return [.. all.Where(e => filter is null || filter.Matches(e)).OrderBy(e => e.Name, StringComparer.Ordinal).ThenBy(e => e.Id, StringComparer.Ordinal)];
    }

    public async ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IReadOnlyList<ValidationProblem> problems = _validator.Validate(endpoint);
        if (problems.Any(p => !p.IsWarning))
        {
            throw new ConnectValidationException($"endpoint '{endpoint.Name}'", problems);
        }

        ConnectEndpoint copy = endpoint with { SuccessValues = endpoint.SuccessValues is { } values ? [.. values] : null };
        return await _store.ChangeAsync(connection => _table.SaveAsync(connection, copy, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _store.ChangeAsync(connection => _table.DeleteAsync(connection, id, cancellationToken), cancellationToken);
    }
}

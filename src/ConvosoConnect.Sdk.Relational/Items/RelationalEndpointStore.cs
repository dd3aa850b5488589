using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Relational.Databases;
using ConvosoConnect.Sdk.Relational.Items.Secrets;
using ConvosoConnect.Sdk.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Relational.Items;

/// <summary>Endpoints in a database, credentials encrypted.</summary>
internal sealed class RelationalEndpointStore : IEndpointStore
{
    public const string Table = "connect_endpoints";

    private readonly ItemTable<ConnectEndpoint> _table;
    private readonly ItemStore<ConnectEndpoint> _store;
    private readonly RelationalDatabase _database;
    private readonly EndpointValidator _validator;

    // Resolves the adaptor store only when an endpoint is saved, because that store may depend on this one.
    private readonly IServiceProvider _services;

    public RelationalEndpointStore(ItemDatabase items, SecretBox secrets, CredentialRemover remover, EndpointValidator validator, TimeProvider time, IServiceProvider services)
    {
        (_database, _validator, _services) = (items.Database, validator, services);
        _table = new(items.Database, Table, "endpoint", new(
            e => (e.Id ?? "", e.Version),
            (e, id, version) => e with { Id = id, Version = version },
            e => (secrets.Close("endpoint", e, remover.Remove, StoredJson.OfEndpoint), e.AdaptorId),
            stored => secrets.Open(stored, StoredJson.OfEndpoint, (e, fault) => e with { Fault = fault }),
            e => e.Fault is null));
        _store = new(items.Database, _table, time);
    }

    public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default) => _store.GetAsync(id, cancellationToken);

    public async ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default) =>
        (filter ?? new()).Apply(await _store.ListAsync(cancellationToken).ConfigureAwait(false));

    public async ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        cancellationToken.ThrowIfCancellationRequested();
        ConnectEndpoint copy = endpoint with { SuccessValues = endpoint.SuccessValues is { } values ? [.. values] : null };
        await _validator.CheckAsync(copy, await StoredAsync(copy, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        RelationalAdaptorStore? adaptors = await KeeperAsync(copy.AdaptorId, cancellationToken).ConfigureAwait(false);
        return await _store.ChangeAsync(
            async connection =>
            {
                ConnectEndpoint saved = await _table.SaveAsync(connection, copy, cancellationToken).ConfigureAwait(false);

                // The save has taken the counter, which keeps away whoever would delete the adaptor from here on.
                return adaptors is null || await adaptors.HoldsAsync(connection, copy.AdaptorId, cancellationToken).ConfigureAwait(false)
                    ? saved
                    : throw new ConnectConflictException(
                        $"The endpoint '{copy.Name}' was not saved: its adaptor '{copy.AdaptorId}' was deleted in between. Choose another adaptor.");
            },
            _ => copy.Version > 0,
            cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _store.ChangeAsync(connection => _table.DeleteAsync(connection, id, cancellationToken), isDeleted => isDeleted, cancellationToken);
    }

    /// <summary>The endpoint as it stands in the database, not the one kept in memory: another instance may just have changed it.</summary>
    private async Task<ConnectEndpoint?> StoredAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.Version > 0 && !string.IsNullOrEmpty(endpoint.Id) && StoredText.IsStorable(endpoint.Id)
            ? await _database.ReadAsync(connection => _table.GetAsync(connection, endpoint.Id, cancellationToken), cancellationToken).ConfigureAwait(false)
            : null;

    /// <summary>The store of this database, when it keeps the adaptor; null when another store does, or the app's resolver does without.</summary>
    private async ValueTask<RelationalAdaptorStore?> KeeperAsync(string? adaptorId, CancellationToken cancellationToken) =>
        !string.IsNullOrEmpty(adaptorId) && _services.GetRequiredService<IAdaptorStore>() is RelationalAdaptorStore adaptors
        && await adaptors.GetAsync(adaptorId, cancellationToken).ConfigureAwait(false) is not null
            ? adaptors
            : null;
}

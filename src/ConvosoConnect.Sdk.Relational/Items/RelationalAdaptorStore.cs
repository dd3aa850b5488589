using System.Data.Common;
using System.Text.Json;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Relational.Databases;
using ConvosoConnect.Sdk.Relational.Items.Secrets;
using ConvosoConnect.Sdk.Sending;

namespace ConvosoConnect.Sdk.Relational.Items;

/// <summary>Adaptors in a database, default values that are credentials encrypted; one that endpoints of the same database use is not deleted.</summary>
internal sealed class RelationalAdaptorStore : IAdaptorStore
{
    private readonly RelationalDatabase _database;
    private readonly ItemTable<Adaptor> _table;
    private readonly ItemStore<Adaptor> _store;

    public RelationalAdaptorStore(ItemDatabase items, SecretBox secrets, CredentialRemover remover, TimeProvider time)
    {
        _database = items.Database;
        _table = new(items.Database, "connect_adaptors", "adaptor", new(
            a => (a.Id ?? "", a.Version),
            (a, id, version) => a with { Id = id, Version = version },
            a => (secrets.Close("adaptor", a, remover.Remove, StoredJson.OfAdaptor), ""),
            stored => secrets.Open(stored, StoredJson.OfAdaptor, (a, fault) => a with { Fault = fault }),
            a => a.Fault is null));
        _store = new(items.Database, _table, time);
    }

    public ValueTask<Adaptor?> GetAsync(string id, CancellationToken cancellationToken = default) => _store.GetAsync(id, cancellationToken);

    public async ValueTask<IReadOnlyList<Adaptor>> ListAsync(AdaptorFilter? filter = null, CancellationToken cancellationToken = default) =>
        (filter ?? new()).Apply(await _store.ListAsync(cancellationToken).ConfigureAwait(false));

    public async ValueTask<Adaptor> SaveAsync(Adaptor adaptor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(adaptor);
        cancellationToken.ThrowIfCancellationRequested();
        Adaptor copy = adaptor.Fields is null ? adaptor : adaptor with { Fields = [.. adaptor.Fields] };
        AdaptorValidator.Check(copy);
        return await _store.ChangeAsync(connection => _table.SaveAsync(connection, copy, cancellationToken), _ => copy.Version > 0, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _store.ChangeAsync(
            async connection =>
            {
                // Taking the counter first keeps away an endpoint that is being saved with this adaptor.
                await Versions.NextAsync(_database, connection, cancellationToken).ConfigureAwait(false);
                if (!StoredText.IsStorable(id) || await _table.GetAsync(connection, id, cancellationToken).ConfigureAwait(false) is not { } adaptor)
                {
                    return false;
                }

                AdaptorValidator.CheckUnused(adaptor, await UsersAsync(connection, id, cancellationToken).ConfigureAwait(false));
                return await _table.DeleteAsync(connection, id, cancellationToken).ConfigureAwait(false);
            },
            isDeleted => isDeleted,
            cancellationToken);
    }

    /// <summary>Whether the adaptor is stored, as a transaction of the caller's sees it.</summary>
    public async Task<bool> HoldsAsync(DbConnection connection, string id, CancellationToken cancellationToken) =>
        await _table.VersionAsync(connection, id, cancellationToken).ConfigureAwait(false) > 0;

    private async Task<List<ConnectEndpoint>> UsersAsync(DbConnection connection, string id, CancellationToken cancellationToken)
    {
        var users = new List<ConnectEndpoint>();
        DbCommand command = connection.Command(
            $"SELECT document FROM {_database.TablePrefix}{RelationalEndpointStore.Table} WHERE reference = @id ORDER BY id", ("@id", id));
        await using (command.ConfigureAwait(false))
        {
            await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
            {
                users.Add(JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(0), StoredJson.OfEndpoint)!);
            }
        }

        return users;
    }
}

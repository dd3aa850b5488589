using System.Data.Common;
using System.Text.Json;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Relational.Databases;

namespace ConvosoConnect.Sdk.Relational.Items;

/// <summary>Adaptors in a database; one that endpoints of the same database use is not deleted.</summary>
internal sealed class RelationalAdaptorStore : IAdaptorStore
{
    private const int NamesInMessage = 10;

    private readonly RelationalDatabase _database;
    private readonly ItemTable<Adaptor> _table;
    private readonly ItemStore<Adaptor> _store;

    public RelationalAdaptorStore(ItemDatabase items, TimeProvider time)
    {
        _database = items.Database;
        _table = new(items.Database, "connect_adaptors", "adaptor", new(
            a => (a.Id ?? "", a.Version),
            (a, id, version) => a with { Id = id, Version = version },
            a => (JsonSerializer.SerializeToUtf8Bytes(a, StoredJson.Lean.Adaptor), "", false),
            (json, _) => JsonSerializer.Deserialize(json, StoredJson.Lean.Adaptor)!,
            _ => true));
        _store = new(items.Database, _table, time);
    }

    public ValueTask<Adaptor?> GetAsync(string id, CancellationToken cancellationToken = default) => _store.GetAsync(id, cancellationToken);

    public async ValueTask<IReadOnlyList<Adaptor>> ListAsync(AdaptorFilter? filter = null, CancellationToken cancellationToken = default)
    {
        List<Adaptor> all = await _store.ListAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. all.Where(a => filter is null || filter.Matches(a))
                .OrderBy(a => a.Name, StringComparer.Ordinal)
                .ThenBy(a => a.Id, StringComparer.Ordinal),
        ];
    }

    public async ValueTask<Adaptor> SaveAsync(Adaptor adaptor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(adaptor);
        cancellationToken.ThrowIfCancellationRequested();
        Adaptor copy = adaptor.Fields is null ? adaptor : adaptor with { Fields = [.. adaptor.Fields] };
        IReadOnlyList<ValidationProblem> problems = AdaptorValidator.Validate(copy);
        if (problems.Any(p => !p.IsWarning))
        {
            throw new ConnectValidationException($"adaptor '{adaptor.Name}'", problems);
        }

        return await _store.ChangeAsync(connection => _table.SaveAsync(connection, copy, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _store.ChangeAsync(
            async connection =>
            {
                // Taking the counter first keeps away an endpoint that is being saved with this adaptor.
                await Versions.NextAsync(_database, connection, cancellationToken).ConfigureAwait(false);
                await RefuseInUseAsync(connection, StoredText.Storable(id), cancellationToken).ConfigureAwait(false);
                return await _table.DeleteAsync(connection, id, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    /// <summary>Whether the adaptor is stored, as a transaction of the caller's sees it.</summary>
    public async Task<bool> HoldsAsync(DbConnection connection, string id, CancellationToken cancellationToken) =>
        await _table.VersionAsync(connection, id, cancellationToken).ConfigureAwait(false) > 0;

    private async Task RefuseInUseAsync(DbConnection connection, string id, CancellationToken cancellationToken)
    {
        var users = new List<string>();
        DbCommand command = connection.Command(
            $"SELECT document FROM {_database.TablePrefix}{RelationalEndpointStore.Table} WHERE reference = @id ORDER BY id", ("@id", id));
        await using (command.ConfigureAwait(false))
        {
            await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
            {
                ConnectEndpoint endpoint = JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(0), StoredJson.Lean.ConnectEndpoint)!;
                users.Add($"'{endpoint.Name}' ({endpoint.Id})");
            }
        }

        if (users.Count > 0)
        {
            string more = users.Count > NamesInMessage ? $" and {users.Count - NamesInMessage} more" : "";
            throw new ConnectConflictException(
                $"The adaptor '{id}' was not deleted, because endpoints still use it: {string.Join(", ", users.Take(NamesInMessage))}{more}. "
                + "Choose another adaptor for them first.");
        }
    }
}

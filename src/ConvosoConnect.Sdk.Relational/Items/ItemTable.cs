using System.Data.Common;
using ConvosoConnect.Sdk.Relational.Databases;

namespace ConvosoConnect.Sdk.Relational.Items;

/// <summary>
/// A table of endpoints or adaptors: a document each, and a version that is checked on save. All versions come from one counter of the database, which
/// thereby also tells other instances that something changed.
/// </summary>
internal sealed class ItemTable<T>(RelationalDatabase database, string table, string noun, ItemFormat<T> format)
    where T : class
{
    /// <summary>Whether an item may be kept in memory: one that was not read completely may be readable the next time.</summary>
    public bool IsWhole(T item) => format.IsWhole(item);

    public async Task<T?> GetAsync(DbConnection connection, string id, CancellationToken cancellationToken) =>
        (await SelectAsync(connection, " WHERE id = @id", id, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public Task<List<T>> ListAsync(DbConnection connection, CancellationToken cancellationToken) => SelectAsync(connection, "", null, cancellationToken);

    /// <summary>Saves within a transaction of the caller's.</summary>
    public async Task<T> SaveAsync(DbConnection connection, T item, CancellationToken cancellationToken)
    {
        (string id, long given) = format.Key(item);

        // First the counter: its row keeps concurrent savers apart until the transaction ends.
        long version = await Versions.NextAsync(database, connection, cancellationToken).ConfigureAwait(false);
        long current = id.Length == 0 ? 0 : await VersionAsync(connection, id, cancellationToken).ConfigureAwait(false);
        if (ConnectConflictException.Find(noun, id, given, current) is { } conflict)
        {
            throw conflict;
        }

        T saved = format.Stamp(item, id.Length == 0 ? Guid.CreateVersion7().ToString("N") : id, version);
        (StoredItem stored, string reference) = format.Write(saved);
        DbCommand command = connection.Command(
            $"""
            INSERT INTO {database.TablePrefix}{table} (id, version, reference, document, secret) VALUES (@id, @version, @reference, @document, @secret)
            ON CONFLICT (id) DO UPDATE SET
              version = excluded.version, reference = excluded.reference, document = excluded.document, secret = excluded.secret
            """,
            ("@id", format.Key(saved).Id),
            ("@version", version),
            ("@reference", reference),
            ("@document", stored.Document));
        await using (command.ConfigureAwait(false))
        {
            command.AddBytes("@secret", stored.Secret);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        return saved;
    }

    public async Task<bool> DeleteAsync(DbConnection connection, string id, CancellationToken cancellationToken)
    {
        if (!StoredText.IsStorable(id))
        {
            return false;
        }

        await Versions.NextAsync(database, connection, cancellationToken).ConfigureAwait(false);
        DbCommand command = connection.Command($"DELETE FROM {database.TablePrefix}{table} WHERE id = @id", ("@id", id));
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) > 0;
        }
    }

    private async Task<List<T>> SelectAsync(DbConnection connection, string where, string? id, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        DbCommand command = connection.Command($"SELECT id, version, document, secret FROM {database.TablePrefix}{table}{where}");
        await using (command.ConfigureAwait(false))
        {
            if (id is not null)
            {
                command.Add("@id", id);
            }

            await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
            {
                var stored = new StoredItem(row.GetFieldValue<byte[]>(2), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3));
                items.Add(format.Stamp(format.Read(stored), row.GetString(0), row.GetInt64(1)));
            }
        }

        return items;
    }

    /// <summary>The version that is stored; 0 when the item is not.</summary>
    public async Task<long> VersionAsync(DbConnection connection, string id, CancellationToken cancellationToken)
    {
        DbCommand command = connection.Command($"SELECT version FROM {database.TablePrefix}{table} WHERE id = @id", ("@id", id));
        await using (command.ConfigureAwait(false))
        {
            return await command.ScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}

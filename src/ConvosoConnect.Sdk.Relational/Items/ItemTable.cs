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
        long stored = id.Length == 0 ? 0 : await VersionAsync(connection, id, cancellationToken).ConfigureAwait(false);
        if (ConnectConflictException.Find(noun, id, given, stored) is { } conflict)
        {
            throw conflict;
        }

        T saved = format.Stamp(item, id.Length == 0 ? Guid.CreateVersion7().ToString("N") : id, version);
        (byte[] document, string reference, bool isProtected) = format.Write(saved);
        DbCommand command = connection.Command(
            $"""
            INSERT INTO {database.TablePrefix}{table} (id, version, reference, protected, document) VALUES (@id, @version, @reference, @protected, @document)
            ON CONFLICT (id) DO UPDATE SET
              version = excluded.version, reference = excluded.reference, protected = excluded.protected, document = excluded.document
            """,
            ("@id", format.Key(saved).Id),
            ("@version", version),
            ("@reference", reference),
            ("@protected", isProtected ? 1 : 0),
            ("@document", document));
        await using (command.ConfigureAwait(false))
        {
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
        DbCommand command = connection.Command($"SELECT id, version, protected, document FROM {database.TablePrefix}{table}{where}");
        await using (command.ConfigureAwait(false))
        {
            if (id is not null)
            {
                command.Add("@id", id);
            }

            await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
            {
                items.Add(format.Stamp(format.Read(row.GetFieldValue<byte[]>(3), row.GetInt32(2) != 0), row.GetString(0), row.GetInt64(1)));
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

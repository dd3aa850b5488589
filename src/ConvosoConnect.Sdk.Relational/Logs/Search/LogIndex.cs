using System.Data.Common;
using ConvosoConnect.Sdk.Relational.Databases;

namespace ConvosoConnect.Sdk.Relational.Logs.Search;

/// <summary>
/// The version of the index of words, which stands in <c>connect_meta</c>. A version of the package that indexes entries in another way makes the index anew in the
/// background, some entries at a time, from the first to the last; until then searches compare texts, which finds the same and takes longer. Several instances share the
/// work.
/// </summary>
internal sealed class LogIndex(RelationalDatabase database) : IDisposable
{
    private const int Batch = 250;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private volatile bool _isCurrent = true;
    private Task _rebuilding = Task.CompletedTask;

    /// <summary>Whether searches may use the index.</summary>
    public bool IsCurrent => _isCurrent;

    // How far this version has come: the id of the last entry that is done.
    private string Mark => $"index {database.IndexVersion}";

    /// <summary>Looks which version the index has, before the log is first used, and starts to make it anew where that is another one.</summary>
    /// <exception cref="InvalidOperationException">It is that of a newer version of the package.</exception>
    public async Task CheckAsync(DbConnection connection, bool isReadOnly, CancellationToken cancellationToken)
    {
        // A database without the row has no index of words.
        if (await VersionAsync(connection, cancellationToken).ConfigureAwait(false) is not { } version)
        {
            return;
        }

        if (version > database.IndexVersion)
        {
            throw new InvalidOperationException(
                $"The database was made by a newer version of ConvosoConnect.Sdk: its search index has the version {version}, and this one knows {database.IndexVersion}. "
                + "Update the package, or use another database. Nothing was changed.");
        }

        _isCurrent = version == database.IndexVersion;
        if (!_isCurrent && !isReadOnly)
        {
            _rebuilding = Task.Run(() => RebuildAsync(_stop.Token), CancellationToken.None);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        Task.WhenAny(_rebuilding).GetAwaiter().GetResult();
        _stop.Dispose();
    }

    private async Task RebuildAsync(CancellationToken cancellationToken)
    {
        while (!_isCurrent)
        {
            try
            {
                DbConnection connection = await database.OpenForWritingAsync(cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    while (!await database.StepAsync(connection, () => StepAsync(connection, cancellationToken), cancellationToken).ConfigureAwait(false))
                    {
                        // Each step is bounded.
                    }

                    _isCurrent = true;
                }
            }
#pragma warning disable CA1031 // A database that is away, or busy, is tried again; searches go on without the index and tell whoever asks.
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Indexes the next entries; tells whether all are done. Entries that come meanwhile are indexed by whoever appends them.</summary>
    private async Task<bool> StepAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // The mark keeps other instances waiting until the transaction ends.
        long done = await MarkAsync(connection, cancellationToken).ConfigureAwait(false);
        if (await VersionAsync(connection, cancellationToken).ConfigureAwait(false) >= database.IndexVersion)
        {
            await ForgetMarksAsync(connection, cancellationToken).ConfigureAwait(false);
            return true;
        }

        List<LogRow> rows = await ReadAsync(connection, done, cancellationToken).ConfigureAwait(false);
        if (rows.Count > 0)
        {
            await database.IndexAnewAsync(connection, rows, cancellationToken).ConfigureAwait(false);
        }

        if (rows.Count == Batch)
        {
            await SetAsync(connection, Mark, rows[^1].Id, cancellationToken).ConfigureAwait(false);
            return false;
        }

        await SetAsync(connection, "index", database.IndexVersion, cancellationToken).ConfigureAwait(false);
        await ForgetMarksAsync(connection, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The entries are read whole, so that an index may hold whatever a later version wants of them.</summary>
    private async Task<List<LogRow>> ReadAsync(DbConnection connection, long after, CancellationToken cancellationToken)
    {
        var rows = new List<LogRow>();
        DbCommand command = connection.Command(
            $"SELECT id, document FROM {database.TablePrefix}connect_log_documents WHERE id > @after ORDER BY id LIMIT @most", ("@after", after), ("@most", (long)Batch));
        await using (command.ConfigureAwait(false))
        {
            await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
            {
                long id = row.GetInt64(0);
                rows.Add(new LogRow(LogDocument.Read(id, row.GetFieldValue<byte[]>(1), null), int.MaxValue) { Id = id });
            }
        }

        return rows;
    }

    private async Task<long?> VersionAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        DbCommand command = connection.Command($"SELECT value FROM {database.TablePrefix}connect_meta WHERE name = 'index'");
        await using (command.ConfigureAwait(false))
        {
            return (long?)await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<long> MarkAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        DbCommand command = connection.Command(
            $"INSERT INTO {database.TablePrefix}connect_meta AS m (name, value) VALUES ('{Mark}', 0) ON CONFLICT (name) DO UPDATE SET value = m.value RETURNING value");
        await using (command.ConfigureAwait(false))
        {
            return await command.ScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private Task SetAsync(DbConnection connection, string name, long value, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, $"UPDATE {database.TablePrefix}connect_meta SET value = @value WHERE name = '{name}'", value, cancellationToken);

    private Task ForgetMarksAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, $"DELETE FROM {database.TablePrefix}connect_meta WHERE name LIKE 'index %'", null, cancellationToken);

    private static async Task ExecuteAsync(DbConnection connection, string sql, long? value, CancellationToken cancellationToken)
    {
        DbCommand command = connection.Command(sql);
        await using (command.ConfigureAwait(false))
        {
            if (value is not null)
            {
                command.Add("@value", value);
            }

            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}

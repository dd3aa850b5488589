using System.Data.Common;
using System.Runtime.CompilerServices;
using ConvosoConnect.Sdk.Relational.Databases;
using ConvosoConnect.Sdk.Relational.Logs.Search;

namespace ConvosoConnect.Sdk.Relational.Logs.Reading;

/// <summary>Reads entries of the log: one by its id, a page, or all of a query one after the other.</summary>
internal sealed class LogReader(RelationalDatabase database)
{
    private const int StreamPage = 1000;

    private readonly LogPlaces _places = new(database);
    private readonly LogFinder _finder = new(database);

    public async ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken) =>
        (await database.ReadAsync(connection => ReadAsync(connection, [id], cancellationToken), cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken) => new(SearchAsync(
        async connection =>
        {
            ConnectLogPage page = await QueryAsync(connection, query, cancellationToken).ConfigureAwait(false);
            await SettleAsync(connection, query, page.Entries.Count, cancellationToken).ConfigureAwait(false);
            return page;
        },
        cancellationToken));

    private async Task<ConnectLogPage> QueryAsync(DbConnection connection, ConnectLogQuery query, CancellationToken cancellationToken)
    {
        var select = new LogSelect(database, query);
        long ofDays = await _places.FindDaysAsync(connection, select, cancellationToken).ConfigureAwait(false);
        if (ofDays == 0)
        {
            return ConnectLogPage.Create([], 0);
        }

        if (!select.IsByDayOnly)
        {
            (List<long> ids, long total, bool isExact) = await _finder.FindAsync(connection, query, select, cancellationToken).ConfigureAwait(false);
            return ConnectLogPage.Create(ids.Count == 0 ? [] : await ReadAsync(connection, ids, cancellationToken).ConfigureAwait(false), total, isExact);
        }

        (long? below, long skip) = select.IsWhole
            ? await _places.FindBlockAsync(connection, query.Skip, cancellationToken).ConfigureAwait(false)
            : (null, query.Skip);
        DbCommand page = select.Page(connection, below, skip, query.PageSize);
        await using (page.ConfigureAwait(false))
        {
            return ConnectLogPage.Create(await ReadAsync(page, cancellationToken).ConfigureAwait(false), ofDays);
        }
    }

    /// <summary>Reads what may take long: away from the caller's thread, since some drivers run synchronously, and until the token stops it.</summary>
    private Task<T> SearchAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellationToken) => Task.Run(
        () => database.ReadAsync(
            async connection =>
            {
                using IDisposable? stop = database.StopWhenCancelled(connection, cancellationToken);
                try
                {
                    return await read(connection).ConfigureAwait(false);
                }
                catch (DbException exception) when (cancellationToken.IsCancellationRequested)
                {
                    throw new OperationCanceledException("The log was not read to its end, because that was cancelled.", exception, cancellationToken);
                }
            },
            cancellationToken),
        cancellationToken);

    /// <summary>Page after page. From the third on a page is read while the one before it is handed out: a caller who asks for the second page probably wants all.</summary>
    public async IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var select = new LogSelect(database, query);
        Task<List<ConnectLogEntry>> page = ReadPageAsync(query, select, null, stop.Token);
        try
        {
            for (bool isFirst = true; ; isFirst = false)
            {
                List<ConnectLogEntry> entries = await page.ConfigureAwait(false);
                bool isLast = entries.Count < StreamPage;
                if (!isFirst && !isLast)
                {
                    page = ReadPageAsync(query, select, entries[^1].Id, stop.Token);
                }

                foreach (ConnectLogEntry entry in entries)
                {
                    yield return entry;
                    cancellationToken.ThrowIfCancellationRequested();
                }

                if (isLast)
                {
                    yield break;
                }

                if (isFirst)
                {
                    page = ReadPageAsync(query, select, entries[^1].Id, stop.Token);
                }
            }
        }
        finally
        {
            // A caller that stops early leaves no read running.
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)page).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<List<ConnectLogEntry>> ReadPageAsync(ConnectLogQuery query, LogSelect select, long? below, CancellationToken cancellationToken) => SearchAsync(
        async connection =>
        {
            if (below is null && await _places.FindDaysAsync(connection, select, cancellationToken).ConfigureAwait(false) == 0)
            {
                return [];
            }

            DbCommand page = select.Page(connection, below, 0, StreamPage);
            await using (page.ConfigureAwait(false))
            {
                List<ConnectLogEntry> entries = await ReadAsync(page, cancellationToken).ConfigureAwait(false);
                await SettleAsync(connection, query, entries.Count, cancellationToken).ConfigureAwait(false);
                return entries;
            }
        },
        cancellationToken);

    private Task SettleAsync(DbConnection connection, ConnectLogQuery query, int count, CancellationToken cancellationToken) =>
        query.After is null || count == 0 ? Task.CompletedTask : database.SettleAsync(connection, cancellationToken);

    private async Task<List<ConnectLogEntry>> ReadAsync(DbConnection connection, List<long> ids, CancellationToken cancellationToken)
    {
        DbCommand documents = connection.Command(
            $"SELECT id, document FROM {database.TablePrefix}connect_log_documents WHERE id IN ({Sql.List(ids)}) ORDER BY id DESC");
        await using (documents.ConfigureAwait(false))
        {
            return await ReadAsync(documents, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<List<ConnectLogEntry>> ReadAsync(DbCommand command, CancellationToken cancellationToken)
    {
        var entries = new List<ConnectLogEntry>();
        await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
        {
            entries.Add(LogDocument.Read(row.GetInt64(0), row.GetFieldValue<byte[]>(1), entries.Count == 0 ? null : entries[^1]));
        }

        return entries;
    }
}

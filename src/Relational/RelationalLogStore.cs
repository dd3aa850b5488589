using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>The log in a database: written by a <see cref="LogWriter"/>, read page by page from the newest.</summary>
internal sealed class RelationalLogStore(Database database, LogWriter writer) : IConnectLogStore, IConnectLogRetention
{
    /// <summary>Up to here a total is counted exactly; beyond it the page says that there are more. A range of days is always exact.</summary>
    private const int TotalLimit = 1_000;

    /// <summary>How many of the newest entries tell how common a text is, and how many are compared at most rather than looked up.</summary>
    private const int Sample = 8_000;
    private const int MostCompared = 400_000;

    private const int StreamPage = 1000;
    private const int PurgeBatch = 1000;

    public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return writer.AppendAsync(entry, cancellationToken);
    }

    public async ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default)
    {
        DbConnection connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            DbCommand command = connection.Command($"SELECT id, document FROM {database.Prefix}connect_log_documents WHERE id = @id", ("@id", id));
            await using (command.ConfigureAwait(false))
            {
                return (await ReadAsync(command, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
            }
        }
    }

    public async ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Validate();
        DbConnection connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var select = new LogSelect(database, query);
            long ofDays = await FindDaysAsync(connection, query, select, cancellationToken).ConfigureAwait(false);
            if (ofDays == 0)
            {
                return ConnectLogPage.Create([], 0);
            }

            if (!select.IsByDayOnly)
            {
                return await FindAsync(connection, query, select, cancellationToken).ConfigureAwait(false);
            }

            (long? below, long skip) = select.IsWhole
                ? await FindPlaceAsync(connection, query.Skip, cancellationToken).ConfigureAwait(false)
                : (null, query.Skip);
            DbCommand page = select.Page(connection, below, skip, query.PageSize);
            await using (page.ConfigureAwait(false))
            {
                return ConnectLogPage.Create(await ReadAsync(page, cancellationToken).ConfigureAwait(false), ofDays);
            }
        }
    }

    public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.ValidateFilter();
        return StreamPagesAsync(query, cancellationToken);
    }

    public async ValueTask<long> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        DbConnection connection = await database.OpenForWritingAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            for (long deleted = 0; ;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int batch = await LogPurge.DeleteAsync(database, connection, before.UtcTicks, PurgeBatch, cancellationToken).ConfigureAwait(false);
                deleted += batch;
                if (batch < PurgeBatch)
                {
                    return deleted;
                }
            }
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

    /// <summary>A page of what a filter keeps. The ids up to where totals are exact are looked up once: they hold the page, too, unless it lies far down.</summary>
    private async Task<ConnectLogPage> FindAsync(DbConnection connection, ConnectLogQuery query, LogSelect select, CancellationToken cancellationToken)
    {
        List<long> ids = await FindNewestAsync(connection, select, TotalLimit + 1, cancellationToken).ConfigureAwait(false);
        (long total, bool isExact) = (Math.Min(ids.Count, TotalLimit), ids.Count <= TotalLimit);
        List<long> ofPage = isExact || query.Skip + query.PageSize <= ids.Count
            ? [.. ids.Skip((int)Math.Min(query.Skip, ids.Count)).Take(query.PageSize)]
            : await ReadIdsAsync(select.Ids(connection, query.Skip, query.PageSize), cancellationToken).ConfigureAwait(false);
        if (ofPage.Count == 0)
        {
            return ConnectLogPage.Create([], total, isExact);
        }

        DbCommand documents = connection.Command(
            $"SELECT id, document FROM {database.Prefix}connect_log_documents WHERE id IN ({Sql.List(ofPage)}) ORDER BY id DESC");
        await using (documents.ConfigureAwait(false))
        {
            return ConnectLogPage.Create(await ReadAsync(documents, cancellationToken).ConfigureAwait(false), total, isExact);
        }
    }

    /// <summary>
    /// The newest ids of a search. Where the index gives them in no order, a sample of the newest entries tells how common the text is; one that is common is
    /// then looked for among so many of the newest entries as should hold enough, and in the index only if they do not.
    /// </summary>
    private async Task<List<long>> FindNewestAsync(DbConnection connection, LogSelect select, int take, CancellationToken cancellationToken)
    {
        if (select.IsIndexed && database.IndexIsUnordered)
        {
            List<long> recent = await ReadIdsAsync(select.RecentIds(connection, select.Newest - Sample + 1, take), cancellationToken).ConfigureAwait(false);
            long window = recent.Count == 0 ? long.MaxValue : (long)take * Sample / recent.Count * 3 / 2;
            if (recent.Count < take && window <= MostCompared)
            {
                recent = await ReadIdsAsync(select.RecentIds(connection, select.Newest - window + 1, take), cancellationToken).ConfigureAwait(false);
            }

            if (recent.Count == take)
            {
                return recent;
            }
        }

        return await ReadIdsAsync(select.Ids(connection, 0, take), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<List<long>> ReadIdsAsync(DbCommand command, CancellationToken cancellationToken)
    {
        var ids = new List<long>();
        await using (command.ConfigureAwait(false))
        {
            await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
            {
                ids.Add(row.GetInt64(0));
            }
        }

        return ids;
    }

    /// <summary>Page after page. From the third on a page is read while the one before it is handed out: who asks for a second one wants them all.</summary>
    private async IAsyncEnumerable<ConnectLogEntry> StreamPagesAsync(ConnectLogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
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
                    page = Task.Run(() => ReadPageAsync(query, select, entries[^1].Id, stop.Token), stop.Token);
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
            // Who stops in the middle leaves no reading behind.
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)page).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<List<ConnectLogEntry>> ReadPageAsync(ConnectLogQuery query, LogSelect select, long? below, CancellationToken cancellationToken)
    {
        DbConnection connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            if (below is null && await FindDaysAsync(connection, query, select, cancellationToken).ConfigureAwait(false) == 0)
            {
                return [];
            }

            DbCommand page = select.Page(connection, below, 0, StreamPage);
            await using (page.ConfigureAwait(false))
            {
                return await ReadAsync(page, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>How many entries the days of the query hold; sets the ids between which they lie.</summary>
    private async Task<long> FindDaysAsync(DbConnection connection, ConnectLogQuery query, LogSelect select, CancellationToken cancellationToken)
    {
        DbCommand command = connection.Command(
            $"SELECT min(low), max(high), sum(n) FROM {database.Prefix}connect_log_days WHERE day >= @from AND day <= @to",
            ("@from", query.From?.DayNumber ?? int.MinValue),
            ("@to", query.To?.DayNumber ?? int.MaxValue));
        await using (command.ConfigureAwait(false))
        {
            await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
            {
                if (row.IsDBNull(0))
                {
                    return 0;
                }

                select.Bounds = (row.GetInt64(0), row.GetInt64(1));
                return Convert.ToInt64(row.GetValue(2), CultureInfo.InvariantCulture);
            }

            return 0;
        }
    }

    /// <summary>Where a page of the whole log begins: below which id, and how many entries of that block to leave out.</summary>
    private async Task<(long? Below, long Skip)> FindPlaceAsync(DbConnection connection, long skip, CancellationToken cancellationToken)
    {
        if (skip < LogCounts.BlockSize)
        {
            return (null, skip);
        }

        DbCommand command = connection.Command($"SELECT block, sum(n) FROM {database.Prefix}connect_log_blocks GROUP BY block ORDER BY block DESC");
        await using (command.ConfigureAwait(false))
        {
            await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
            {
                long count = Convert.ToInt64(row.GetValue(1), CultureInfo.InvariantCulture);
                if (count > skip)
                {
                    return ((row.GetInt64(0) + 1) * LogCounts.BlockSize, skip);
                }

                skip -= count;
            }
        }

        return (0, 0);
    }
}

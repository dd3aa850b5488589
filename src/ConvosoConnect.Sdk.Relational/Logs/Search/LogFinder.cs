using System.Data.Common;
using ConvosoConnect.Sdk.Relational.Databases;

namespace ConvosoConnect.Sdk.Relational.Logs.Search;

/// <summary>Finds the ids of the entries that a filter keeps, and how many there are.</summary>
internal sealed class LogFinder(RelationalDatabase database)
{
    /// <summary>Up to here a total is counted exactly; beyond it the page says that there are more. A range of days is always exact.</summary>
    private const int TotalLimit = 1_000;

    /// <summary>How many of the newest entries tell how common a text is.</summary>
    private const int Sample = 8_000;

    /// <summary>How many entries are compared at most, rather than looked up.</summary>
    private const int MostCompared = 400_000;

    /// <summary>The ids of a page. Those up to where totals are exact are looked up once: they hold the page, too, unless it lies far down.</summary>
    public async Task<(List<long> OfPage, long Total, bool IsExact)> FindAsync(
        DbConnection connection, ConnectLogQuery query, LogSelect select, CancellationToken cancellationToken)
    {
        List<long> ids = await FindNewestAsync(connection, select, 0, TotalLimit + 1, cancellationToken).ConfigureAwait(false);
        (long total, bool isExact) = (Math.Min(ids.Count, TotalLimit), ids.Count <= TotalLimit);
        List<long> ofPage = isExact || query.Skip + query.PageSize <= ids.Count
            ? [.. ids.Skip((int)Math.Min(query.Skip, ids.Count)).Take(query.PageSize)]
            : await FindNewestAsync(connection, select, query.Skip, query.PageSize, cancellationToken).ConfigureAwait(false);
        return (ofPage, total, isExact);
    }

    /// <summary>
    /// The newest ids of a search. Where the index gives them in no order, a sample of the newest entries tells how common the text is; one that is common is
    /// then looked for among so many of the newest entries as should hold enough, and in the index only if they do not.
    /// </summary>
    private async Task<List<long>> FindNewestAsync(DbConnection connection, LogSelect select, long skip, int take, CancellationToken cancellationToken)
    {
        if (select.IsIndexed && database.IndexIsUnordered)
        {
            int sampled = (int)Math.Min(skip + take, Sample);
            List<long> recent = await ReadIdsAsync(select.RecentIds(connection, select.Newest - Sample + 1, 0, sampled), cancellationToken).ConfigureAwait(false);
            if (recent.Count == skip + take)
            {
                return [.. recent.Skip((int)skip)];
            }

            double window = recent.Count == 0 ? double.MaxValue : (skip + take) * (double)Sample / recent.Count * 3 / 2;
            if (window <= MostCompared)
            {
                List<long> found = await ReadIdsAsync(select.RecentIds(connection, select.Newest - (long)window + 1, skip, take), cancellationToken).ConfigureAwait(false);
                if (found.Count == take)
                {
                    return found;
                }
            }
        }

        return await ReadIdsAsync(select.Ids(connection, skip, take), cancellationToken).ConfigureAwait(false);
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
}

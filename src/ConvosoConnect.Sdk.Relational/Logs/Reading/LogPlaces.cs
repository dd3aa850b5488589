using System.Data.Common;
using System.Globalization;
using ConvosoConnect.Sdk.Relational.Databases;
using ConvosoConnect.Sdk.Relational.Logs.Search;

namespace ConvosoConnect.Sdk.Relational.Logs.Reading;

/// <summary>Finds places in the log by the counts that <see cref="LogCounts"/> keeps: the days of a query, and a page of the whole log.</summary>
internal sealed class LogPlaces(RelationalDatabase database)
{
    /// <summary>How many entries the days of the query hold; sets the ids between which they lie.</summary>
    public async Task<long> FindDaysAsync(DbConnection connection, ConnectLogQuery query, LogSelect select, CancellationToken cancellationToken)
    {
        DbCommand command = connection.Command(
            $"SELECT min(low), max(high), sum(n) FROM {database.TablePrefix}connect_log_days WHERE day >= @from AND day <= @to",
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

                long count = Convert.ToInt64(row.GetValue(2), CultureInfo.InvariantCulture);
                select.SetDays(row.GetInt64(0), row.GetInt64(1), count);
                return count;
            }

            return 0;
        }
    }

    /// <summary>Where a page of the whole log begins: below which id, and how many entries of that block to leave out.</summary>
    public async Task<(long? Below, long Skip)> FindBlockAsync(DbConnection connection, long skip, CancellationToken cancellationToken)
    {
        if (skip < LogCounts.BlockSize)
        {
            return (null, skip);
        }

        DbCommand command = connection.Command($"SELECT block, sum(n) FROM {database.TablePrefix}connect_log_blocks GROUP BY block ORDER BY block DESC");
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

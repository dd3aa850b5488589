using System.Data.Common;
using System.Globalization;
using ConvosoConnect.Sdk.Relational.Databases;
using ConvosoConnect.Sdk.Relational.Logs.Search;

namespace ConvosoConnect.Sdk.Relational.Logs.Reading;

/// <summary>Finds places in the log by the counts that <see cref="LogCounts"/> keeps: the days of a query, and a page of the whole log.</summary>
internal sealed class LogPlaces(RelationalDatabase database)
{
    /// <summary>How many entries the days of the query hold; sets the ids between which they lie.</summary>
    public async Task<long> FindDaysAsync(DbConnection connection, LogSelect select, CancellationToken cancellationToken)
    {
        DbCommand command = select.HasDays ? Hours(connection, select) : connection.Command(
            $"""
            SELECT 0, (SELECT max(id) FROM {database.TablePrefix}connect_log), (SELECT sum(n) FROM {database.TablePrefix}connect_log_blocks)
            """);
        await using (command.ConfigureAwait(false))
        {
            await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
            {
                if (row.IsDBNull(1) || row.IsDBNull(2))
                {
                    return 0;
                }

                long count = Convert.ToInt64(row.GetValue(2), CultureInfo.InvariantCulture);
                select.SetDays(Convert.ToInt64(row.GetValue(0), CultureInfo.InvariantCulture), row.GetInt64(1), count);
                return count;
            }

            return 0;
        }
    }

    /// <summary>
    /// The hours that the days touch. Where a day begins within an hour, as in Kathmandu, the entries before it are counted one by one and taken off, and likewise at the
    /// end.
    /// </summary>
    private DbCommand Hours(DbConnection connection, LogSelect select)
    {
        (long from, long until) = (select.FromTicks ?? 0, select.UntilTicks ?? DateTimeOffset.MaxValue.UtcTicks + 1);
        (long first, long beyond) = (LogColumns.HourOf(from), LogColumns.HourOf(until + TimeSpan.TicksPerHour - 1));
        string log = $"{database.TablePrefix}connect_log";
        return connection.Command(
            $"""
            SELECT min(low), max(high), sum(n)
              - {(first * TimeSpan.TicksPerHour == from ? "0" : $"(SELECT count(*) FROM {log} WHERE ticks >= @start AND ticks < @from)")}
              - {(beyond * TimeSpan.TicksPerHour == until ? "0" : $"(SELECT count(*) FROM {log} WHERE ticks >= @until AND ticks < @end)")}
            FROM {log}_hours WHERE hour >= @first AND hour < @beyond
            """,
            ("@first", first),
            ("@beyond", beyond),
            ("@start", first * TimeSpan.TicksPerHour),
            ("@from", from),
            ("@until", until),
            ("@end", beyond * TimeSpan.TicksPerHour));
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

using System.Data.Common;
using ConvosoConnect.Sdk.Relational.Databases;

namespace ConvosoConnect.Sdk.Relational.Logs;

/// <summary>
/// Counts of entries by Pacific day and by block of ids, kept in the transactions that add and delete entries. They give the exact total of a date range,
/// the ids between which it lies, and the place of a page however deep, without reading the entries. They are changed in ascending order, days first, so that
/// no two transactions wait for each other.
/// </summary>
internal static class LogCounts
{
    /// <summary>How many ids a block covers: a deep page walks the blocks and then at most so many index entries.</summary>
    public const int BlockSize = 4096;

    public static async Task AddAsync(RelationalDatabase database, DbConnection connection, IEnumerable<LogRow> rows)
    {
        foreach (var day in rows.GroupBy(r => r.Day).OrderBy(g => g.Key))
        {
            await ChangeDayAsync(database, connection, day.Key, day.Min(r => r.Id), day.Max(r => r.Id), day.Count()).ConfigureAwait(false);
        }

        foreach (var block in rows.GroupBy(r => r.Id / BlockSize).OrderBy(g => g.Key))
        {
            await ChangeBlockAsync(database, connection, block.Key, block.Count()).ConfigureAwait(false);
        }
    }

    /// <summary>Takes deleted entries out. The bounds of a day stay as they are: too wide is correct.</summary>
    public static async Task SubtractAsync(RelationalDatabase database, DbConnection connection, IReadOnlyList<(long Id, int Day)> deleted)
    {
        foreach (var day in deleted.GroupBy(d => d.Day).OrderBy(g => g.Key))
        {
            await ChangeDayAsync(database, connection, day.Key, long.MaxValue, 0, -day.Count()).ConfigureAwait(false);
        }

        foreach (var block in deleted.GroupBy(d => d.Id / BlockSize).OrderBy(g => g.Key))
        {
            await ChangeBlockAsync(database, connection, block.Key, -block.Count()).ConfigureAwait(false);
        }
    }

    private static async Task ChangeDayAsync(RelationalDatabase database, DbConnection connection, int day, long low, long high, int change)
    {
        DbCommand command = connection.Command(
            $"""
            INSERT INTO {database.TablePrefix}connect_log_days AS d (day, writer, low, high, n) VALUES (@day, @writer, @low, @high, @n)
            ON CONFLICT (day, writer) DO UPDATE SET
              low = CASE WHEN excluded.low < d.low THEN excluded.low ELSE d.low END,
              high = CASE WHEN excluded.high > d.high THEN excluded.high ELSE d.high END,
              n = d.n + excluded.n
            """,
            ("@day", day),
            ("@writer", database.Writer),
            ("@low", low),
            ("@high", high),
            ("@n", (long)change));
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }

    private static async Task ChangeBlockAsync(RelationalDatabase database, DbConnection connection, long block, int change)
    {
        DbCommand command = connection.Command(
            $"""
            INSERT INTO {database.TablePrefix}connect_log_blocks AS b (block, writer, n) VALUES (@block, @writer, @n)
            ON CONFLICT (block, writer) DO UPDATE SET n = b.n + excluded.n
            """,
            ("@block", block),
            ("@writer", database.Writer),
            ("@n", (long)change));
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }
}

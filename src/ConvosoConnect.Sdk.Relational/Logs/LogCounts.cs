using System.Data.Common;
using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Relational.Databases;

namespace ConvosoConnect.Sdk.Relational.Logs;

/// <summary>
/// Counts of entries by hour, by block of ids, and by endpoint and hour, kept in the transactions that add and delete entries. They give the exact total of a date range in
/// whatever zone, the ids between which it lies, the place of a page however deep, and the statistics, without reading the entries. They are changed in one command and in
/// ascending order, hours first, so that no two transactions wait for each other.
/// </summary>
internal static class LogCounts
{
    /// <summary>How many ids a block covers: a deep page walks the blocks and then at most so many index entries.</summary>
    public const int BlockSize = 4096;

    public static Task AddAsync(RelationalDatabase database, DbConnection connection, IReadOnlyList<LogRow> rows) => ChangeAsync(
        database, connection, [.. rows.Select(r => new Counted(r.Id, LogColumns.HourOf(r.Ticks), r.EndpointId, r.Direction, r.Outcome))], 1);

    /// <summary>Takes deleted entries out. The bounds of an hour stay as they are: too wide is correct.</summary>
    public static async Task SubtractAsync(RelationalDatabase database, DbConnection connection, IReadOnlyList<Counted> deleted)
    {
        await ChangeAsync(database, connection, deleted, -1).ConfigureAwait(false);
        string hours = Sql.List(deleted.Select(d => d.Hour).Distinct());
        string log = $"{database.TablePrefix}connect_log";

        // An hour of which nothing is left goes; one that lost its last send has another.
        DbCommand command = connection.Command(
            $"""
            DELETE FROM {log}_statistics WHERE hour IN ({hours}) AND sends <= 0;
            UPDATE {log}_statistics SET last_id = coalesce((
              SELECT max(l.id) FROM {log} l WHERE l.endpoint_id = {log}_statistics.endpoint_id AND l.direction = 0
                AND l.ticks >= {log}_statistics.hour * @ticks AND l.ticks < ({log}_statistics.hour + 1) * @ticks), 0)
            WHERE hour IN ({hours}) AND last_id IN ({Sql.List(deleted.Select(d => d.Id))})
            """,
            ("@ticks", TimeSpan.TicksPerHour));
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }

    private static async Task ChangeAsync(RelationalDatabase database, DbConnection connection, IReadOnlyList<Counted> entries, int sign)
    {
        DbCommand command = connection.Command("");
        var sql = new StringBuilder(1024);
        AddHours(sql, database, entries, sign);
        AddBlocks(sql, database, entries, sign);
        AddStatistics(sql, database, entries, sign, command);
#pragma warning disable CA2100 // Constants and numbers; endpoints are parameters.
        command.CommandText = sql.ToString();
#pragma warning restore CA2100
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }

    private static void AddHours(StringBuilder sql, RelationalDatabase database, IReadOnlyList<Counted> entries, int sign)
    {
        var rows = entries.GroupBy(e => e.Hour).OrderBy(g => g.Key).Select(hour => string.Create(
            CultureInfo.InvariantCulture,
            $"({hour.Key}, {(sign > 0 ? hour.Min(e => e.Id) : long.MaxValue)}, {(sign > 0 ? hour.Max(e => e.Id) : 0)}, {sign * hour.Count()})"));
        sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO {database.TablePrefix}connect_log_hours AS h (hour, low, high, n) VALUES ").AppendJoin(", ", rows).Append(
            """
             ON CONFLICT (hour) DO UPDATE SET
              low = CASE WHEN excluded.low < h.low THEN excluded.low ELSE h.low END,
              high = CASE WHEN excluded.high > h.high THEN excluded.high ELSE h.high END,
              n = h.n + excluded.n;

            """);
    }

    private static void AddBlocks(StringBuilder sql, RelationalDatabase database, IReadOnlyList<Counted> entries, int sign)
    {
        var rows = entries.GroupBy(e => e.Id / BlockSize).OrderBy(g => g.Key).Select(block => string.Create(
            CultureInfo.InvariantCulture, $"({block.Key}, {sign * block.Count()})"));
        sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO {database.TablePrefix}connect_log_blocks AS b (block, n) VALUES ").AppendJoin(", ", rows).Append(
            " ON CONFLICT (block) DO UPDATE SET n = b.n + excluded.n;\n");
    }

    private static void AddStatistics(StringBuilder sql, RelationalDatabase database, IReadOnlyList<Counted> entries, int sign, DbCommand command)
    {
        var rows = entries.Where(e => e.Direction == (int)ConnectLogDirection.Out).GroupBy(e => (e.Hour, e.EndpointId)).OrderBy(g => g.Key.Hour)
            .ThenBy(g => g.Key.EndpointId, StringComparer.Ordinal).Select((group, at) =>
            {
                string endpoint = string.Create(CultureInfo.InvariantCulture, $"@e{at}");
                command.Add(endpoint, group.Key.EndpointId);
                int failures = group.Count(e => (e.Outcome & LogColumns.Failed) != 0);
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"({group.Key.Hour}, {endpoint}, {sign * group.Count()}, {sign * failures}, {(sign > 0 ? group.Max(e => e.Id) : 0)})");
            }).ToList();
        if (rows.Count > 0)
        {
            sql.Append(CultureInfo.InvariantCulture, $"INSERT INTO {database.TablePrefix}connect_log_statistics AS s (hour, endpoint_id, sends, failures, last_id) VALUES ")
                .AppendJoin(", ", rows).Append(
                """
                 ON CONFLICT (hour, endpoint_id) DO UPDATE SET
                  sends = s.sends + excluded.sends,
                  failures = s.failures + excluded.failures,
                  last_id = CASE WHEN excluded.last_id > s.last_id THEN excluded.last_id ELSE s.last_id END
                """);
        }
    }

    /// <summary>What is counted of an entry.</summary>
    internal readonly record struct Counted(long Id, long Hour, string EndpointId, int Direction, int Outcome);
}

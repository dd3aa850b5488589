using System.Data.Common;
using ConvosoConnect.Sdk.Relational.Databases;

namespace ConvosoConnect.Sdk.Relational.Logs.Retention;

/// <summary>Deletes old entries, one small transaction at a time, so that senders hardly wait.</summary>
internal static class LogPurge
{
    private const int Batch = 250;

    /// <summary>How many entries there are, and whether more than half of them are older. Looks at no more of them than would be deleted, nor at more than half.</summary>
    public static async Task<(long Total, bool IsMost)> LookAsync(RelationalDatabase database, DbConnection connection, long beforeTicks, CancellationToken cancellationToken)
    {
        DbCommand all = connection.Command($"SELECT sum(n) FROM {database.TablePrefix}connect_log_days");
        await using (all.ConfigureAwait(false))
        {
            long total = await all.ScalarAsync(cancellationToken).ConfigureAwait(false);
            DbCommand older = connection.Command(
                $"SELECT count(*) FROM (SELECT 1 FROM {database.TablePrefix}connect_log WHERE ticks < @before LIMIT @most) AS older",
                ("@before", beforeTicks),
                ("@most", (total / 2) + 1));
            await using (older.ConfigureAwait(false))
            {
                return (total, await older.ScalarAsync(cancellationToken).ConfigureAwait(false) > total / 2);
            }
        }
    }

    /// <summary>Deletes all entries that are older, and counts them.</summary>
    public static async ValueTask<long> DeleteAllAsync(RelationalDatabase database, long beforeTicks, CancellationToken cancellationToken)
    {
        long deleted = 0;
        return await database.WorkAsync(
            async connection =>
            {
                // Each batch begins where the last one ended: a database may hold deleted entries for a while, and would look at all of them again and again. What came in below
                // meanwhile is deleted in the end.
                for (long from = 0; from >= 0;)
                {
                    long begin = from;
                    (int batch, long last) = await database.StepAsync(
                        connection, () => DeleteAsync(database, connection, begin, beforeTicks, cancellationToken), cancellationToken).ConfigureAwait(false);
                    deleted += batch;
                    from = batch == Batch ? last : from == 0 ? -1 : 0;
                }

                while (deleted > 0 && await database.StepAsync(connection, () => database.ShrinkAsync(connection, cancellationToken), cancellationToken).ConfigureAwait(false))
                {
                    // Each step is bounded, as the batches are.
                }

                return deleted;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task<(int Count, long LastTicks)> DeleteAsync(
        RelationalDatabase database, DbConnection connection, long fromTicks, long beforeTicks, CancellationToken cancellationToken)
    {
        var deleted = new List<(long Id, int Day)>();
        DbCommand command = connection.Command(
            $"""
            DELETE FROM {database.TablePrefix}connect_log
            WHERE id IN (SELECT id FROM {database.TablePrefix}connect_log WHERE ticks >= @from AND ticks < @before ORDER BY ticks LIMIT @most)
            RETURNING id, ticks
            """,
            ("@from", fromTicks),
            ("@before", beforeTicks),
            ("@most", (long)Batch));
        long last = fromTicks;
        await using (command.ConfigureAwait(false))
        {
            await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
            {
                last = Math.Max(last, row.GetInt64(1));
                deleted.Add((row.GetInt64(0), LogDays.Find(new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero))));
            }
        }

        if (deleted.Count > 0)
        {
            await DeleteDocumentsAsync(database, connection, [.. deleted.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
            await LogCounts.SubtractAsync(database, connection, deleted).ConfigureAwait(false);
        }

        return (deleted.Count, last);
    }

    private static async Task DeleteDocumentsAsync(RelationalDatabase database, DbConnection connection, List<long> ids, CancellationToken cancellationToken)
    {
        DbCommand documents = connection.Command($"DELETE FROM {database.TablePrefix}connect_log_documents WHERE id IN ({Sql.List(ids)})");
        await using (documents.ConfigureAwait(false))
        {
            await documents.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await database.DeleteFromIndexesAsync(connection, ids, cancellationToken).ConfigureAwait(false);
    }
}

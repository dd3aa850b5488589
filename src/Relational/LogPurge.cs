using System.Data.Common;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>Deletes old entries, one small transaction at a time, so that senders hardly wait.</summary>
internal static class LogPurge
{
    /// <summary>How many entries there are, and whether more than half of them are older. Looks at no more of them than would be deleted, nor at more than half.</summary>
    public static async Task<(long Total, bool IsMost)> LookAsync(Database database, DbConnection connection, long beforeTicks, CancellationToken cancellationToken)
    {
        DbCommand all = connection.Command($"SELECT sum(n) FROM {database.Prefix}connect_log_days");
        await using (all.ConfigureAwait(false))
        {
            long total = await all.ScalarAsync(cancellationToken).ConfigureAwait(false);
            DbCommand older = connection.Command(
                $"SELECT count(*) FROM (SELECT 1 FROM {database.Prefix}connect_log WHERE ticks < @before LIMIT @most) AS older",
                ("@before", beforeTicks),
                ("@most", (total / 2) + 1));
            await using (older.ConfigureAwait(false))
            {
                return (total, await older.ScalarAsync(cancellationToken).ConfigureAwait(false) > total / 2);
            }
        }
    }

    public static async Task<int> DeleteAsync(Database database, DbConnection connection, long beforeTicks, int most, CancellationToken cancellationToken)
    {
        DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var deleted = new List<(long Id, int Day)>();
            DbCommand command = connection.Command(
                $"""
                DELETE FROM {database.Prefix}connect_log
                WHERE id IN (SELECT id FROM {database.Prefix}connect_log WHERE ticks < @before ORDER BY ticks LIMIT @most)
                RETURNING id, ticks
                """,
                ("@before", beforeTicks),
                ("@most", (long)most));
            await using (command.ConfigureAwait(false))
            {
                await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
                {
                    deleted.Add((row.GetInt64(0), LogDays.Of(new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero))));
                }
            }

            await DeleteDocumentsAsync(database, connection, deleted, cancellationToken).ConfigureAwait(false);

            await LogCounts.SubtractAsync(database, connection, deleted).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return deleted.Count;
        }
    }

    private static async Task DeleteDocumentsAsync(
        Database database, DbConnection connection, List<(long Id, int Day)> deleted, CancellationToken cancellationToken)
    {
        if (deleted.Count == 0)
        {
            return;
        }

        DbCommand documents = connection.Command($"DELETE FROM {database.Prefix}connect_log_documents WHERE id IN ({Sql.List(deleted.Select(d => d.Id))})");
        await using (documents.ConfigureAwait(false))
        {
            await documents.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        if (database.DeleteFromIndexes is { } sql)
        {
            DbCommand index = connection.Command(sql, ("@id", 0L));
            await using (index.ConfigureAwait(false))
            {
                foreach ((long id, _) in deleted)
                {
                    index.Parameters[0].Value = id;
                    await index.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }
}

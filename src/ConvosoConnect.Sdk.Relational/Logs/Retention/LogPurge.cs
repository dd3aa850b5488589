using System.Data.Common;
using ConvosoConnect.Sdk.Relational.Databases;

namespace ConvosoConnect.Sdk.Relational.Logs.Retention;

/// <summary>Deletes old entries and those of a lead, one small transaction at a time, so that senders hardly wait.</summary>
internal static class LogPurge
{
    private const int Batch = 250;

    /// <summary>How many entries there are, and whether more than half of them are older. Looks at no more of them than would be deleted, nor at more than half.</summary>
    public static async Task<(long Total, bool IsMost)> LookAsync(RelationalDatabase database, DbConnection connection, long beforeTicks, CancellationToken cancellationToken)
    {
        DbCommand all = connection.Command($"SELECT sum(n) FROM {database.TablePrefix}connect_log_blocks");
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
    public static async ValueTask<long> DeleteOlderAsync(RelationalDatabase database, long beforeTicks, CancellationToken cancellationToken)
    {
        long newest = await NewestAsync(database, cancellationToken).ConfigureAwait(false);
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
                        connection, () => DeleteAsync(database, connection, command => Older(command, begin), cancellationToken), cancellationToken).ConfigureAwait(false);
                    deleted += batch;
                    from = batch == Batch ? last
                        : from > 0 || await IsLeftAsync(database, connection, command => Older(command, 0), cancellationToken).ConfigureAwait(false) ? 0
                        : -1;
                }

                while (deleted > 0 && await database.StepAsync(connection, () => database.ShrinkAsync(connection, cancellationToken), cancellationToken).ConfigureAwait(false))
                {
                    // Each step is bounded, as the batches are.
                }

                return deleted;
            },
            cancellationToken).ConfigureAwait(false);

        string Older(DbCommand command, long fromTicks)
        {
            command.Add("@from", fromTicks);
            command.Add("@before", beforeTicks);
            command.Add("@newest", newest);
            return $"SELECT id FROM {database.TablePrefix}connect_log WHERE ticks >= @from AND ticks < @before AND id <= @newest ORDER BY ticks";
        }
    }

    /// <summary>Deletes all entries of a lead and what is left of them in the database's files, where it can; counts them.</summary>
    public static async ValueTask<long> EraseLeadAsync(RelationalDatabase database, string leadId, CancellationToken cancellationToken)
    {
        LogCriteria criteria = LogCriteria.From(new ConnectLogQuery { LeadId = leadId });
        long newest = await NewestAsync(database, cancellationToken).ConfigureAwait(false);
        long deleted = 0;
        return await database.WorkAsync(
            connection => database.EraseAsync(connection, () => DeleteAllAsync(connection), cancellationToken), cancellationToken).ConfigureAwait(false);

        async Task<long> DeleteAllAsync(DbConnection connection)
        {
            int batch;
            do
            {
                (batch, _) = await database.StepAsync(
                    connection, () => DeleteAsync(database, connection, OfLead, cancellationToken), cancellationToken).ConfigureAwait(false);
                deleted += batch;
            }
            while (batch == Batch || await IsLeftAsync(database, connection, OfLead, cancellationToken).ConfigureAwait(false));

            return deleted;
        }

        string OfLead(DbCommand command)
        {
            LogCandidates found = database.FindCandidates(criteria.For(database.Index.IsCurrent), command);
            command.Add("@lead", criteria.LeadId);
            command.Add("@newest", newest);
            return $"SELECT {found.Id} FROM {found.Tables} WHERE {found.Condition} AND l.lead_id = @lead AND {found.Id} <= @newest";
        }
    }

    /// <summary>Finds the newest entry. Only entries up to it are deleted, so that a purge ends however many are appended meanwhile.</summary>
    private static Task<long> NewestAsync(RelationalDatabase database, CancellationToken cancellationToken) => database.ReadAsync(
        async connection =>
        {
            DbCommand command = connection.Command($"SELECT max(id) FROM {database.TablePrefix}connect_log");
            await using (command.ConfigureAwait(false))
            {
                return await command.ScalarAsync(cancellationToken).ConfigureAwait(false);
            }
        },
        cancellationToken);

    /// <summary>Whether there is more to delete after a batch that was not full: another purge or erasure may have deleted some of it meanwhile.</summary>
    private static async Task<bool> IsLeftAsync(RelationalDatabase database, DbConnection connection, Func<DbCommand, string> select, CancellationToken cancellationToken)
    {
        if (database.HasOneWriter)
        {
            return false;
        }

        DbCommand command = connection.Command("");
#pragma warning disable CA2100 // Constants; every value is a parameter.
        command.CommandText = $"{select(command)} LIMIT 1";
#pragma warning restore CA2100
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null;
        }
    }

    private static async Task<(int Count, long LastTicks)> DeleteAsync(
        RelationalDatabase database, DbConnection connection, Func<DbCommand, string> select, CancellationToken cancellationToken)
    {
        var deleted = new List<LogCounts.Counted>();
        long last = 0;
        DbCommand command = connection.Command("", ("@most", (long)Batch));
#pragma warning disable CA2100 // Constants; every value is a parameter.
        command.CommandText =
            $"""
            DELETE FROM {database.TablePrefix}connect_log WHERE id IN ({select(command)} LIMIT @most)
            RETURNING id, ticks, endpoint_id, direction, outcome
            """;
#pragma warning restore CA2100
        await using (command.ConfigureAwait(false))
        {
            await foreach (DbDataReader row in command.RowsAsync(cancellationToken).ConfigureAwait(false))
            {
                last = Math.Max(last, row.GetInt64(1));
                deleted.Add(new(row.GetInt64(0), LogColumns.HourOf(row.GetInt64(1)), row.GetString(2), row.GetInt32(3), row.GetInt32(4)));
            }
        }

        if (deleted.Count > 0)
        {
            await DeleteDocumentsAsync(database, connection, [.. deleted.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
            await database.LockCountsAsync(connection, cancellationToken).ConfigureAwait(false);
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

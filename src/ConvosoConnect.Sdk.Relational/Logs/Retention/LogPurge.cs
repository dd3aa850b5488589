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
        DbConnection connection = await database.OpenForWritingAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            long deleted = await DeleteAllAsync(database, connection, Older, newest, cancellationToken).ConfigureAwait(false);
            while (deleted > 0 && await database.StepAsync(connection, () => database.ShrinkAsync(connection, cancellationToken), cancellationToken).ConfigureAwait(false))
            {
                // Each step is bounded, as the batches are.
            }

            return deleted;
        }

        string Older(DbCommand command)
        {
            command.Add("@before", beforeTicks);
            return $"SELECT id FROM {database.TablePrefix}connect_log WHERE ticks < @before AND id <= @newest ORDER BY ticks";
        }
    }

    /// <summary>Deletes all entries of a lead and what is left of them in the database's files, where it can; counts them.</summary>
    public static async ValueTask<long> EraseLeadAsync(RelationalDatabase database, string leadId, CancellationToken cancellationToken)
    {
        LogCriteria criteria = LogCriteria.From(new ConnectLogQuery { LeadId = leadId });
        long newest = await NewestAsync(database, cancellationToken).ConfigureAwait(false);
        DbConnection connection = await database.OpenForWritingAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await database.EraseAsync(
                connection, () => DeleteAllAsync(database, connection, OfLead, newest, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        string OfLead(DbCommand command)
        {
            LogCandidates found = database.FindCandidates(criteria.For(database.Index.IsCurrent), command);
            command.Add("@lead", criteria.LeadId);
            return $"SELECT {found.Id} FROM {found.Tables} WHERE {found.Condition} AND l.lead_id = @lead AND {found.Id} <= @newest";
        }
    }

    private static async Task<long> DeleteAllAsync(
        RelationalDatabase database, DbConnection connection, Func<DbCommand, string> select, long newest, CancellationToken cancellationToken)
    {
        for (long deleted = 0; ;)
        {
            int batch = await database.StepAsync(connection, () => DeleteAsync(database, connection, select, newest, cancellationToken), cancellationToken).ConfigureAwait(false);
            deleted += batch;

            // Where another purge or erasure deleted some of the batch meanwhile, there may be more.
            if (batch < Batch && (database.HasOneWriter || !await AnyAsync(connection, select, newest, cancellationToken).ConfigureAwait(false)))
            {
                return deleted;
            }
        }
    }

    /// <summary>
    /// The newest entry. Only entries up to it are deleted, so that this ends however many are appended meanwhile. It is read first, which finds out whether the connections date from
    /// before a restart of the server.
    /// </summary>
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

    private static async Task<bool> AnyAsync(DbConnection connection, Func<DbCommand, string> select, long newest, CancellationToken cancellationToken)
    {
        DbCommand command = connection.Command("", ("@newest", newest));
#pragma warning disable CA2100 // Constants; every value is a parameter.
        command.CommandText = $"{select(command)} LIMIT 1";
#pragma warning restore CA2100
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null;
        }
    }

    private static async Task<int> DeleteAsync(
        RelationalDatabase database, DbConnection connection, Func<DbCommand, string> select, long newest, CancellationToken cancellationToken)
    {
        var deleted = new List<LogCounts.Counted>();
        DbCommand command = connection.Command("", ("@most", (long)Batch), ("@newest", newest));
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
                deleted.Add(new(row.GetInt64(0), LogColumns.HourOf(row.GetInt64(1)), row.GetString(2), row.GetInt32(3), row.GetInt32(4)));
            }
        }

        if (deleted.Count > 0)
        {
            await DeleteDocumentsAsync(database, connection, [.. deleted.Select(d => d.Id)], cancellationToken).ConfigureAwait(false);
            await LogCounts.SubtractAsync(database, connection, deleted).ConfigureAwait(false);
        }

        return deleted.Count;
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

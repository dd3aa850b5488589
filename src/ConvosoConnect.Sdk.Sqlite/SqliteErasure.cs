using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>
/// Deletes log entries so that their bytes are gone from the file. What SQLite deletes is overwritten with zeros (<c>secure_delete</c>). The full-text index only notes that
/// an entry is deleted and keeps its words until it merges; so all of it is merged, in small steps. Pages that are free hold what earlier merges and purges left, so they are
/// filled with zeros. The write-ahead log is emptied at last. A mark in the file lets the next run finish one that was broken off.
/// </summary>
internal sealed class SqliteErasure(SqliteConnection connection, Func<Func<Task>, Task> write)
{
    // How many pages a transaction merges or fills: it takes some 10 ms.
    private const int Step = 500;

    private static readonly TimeSpan CheckpointLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CheckpointPause = TimeSpan.FromMilliseconds(50);

    public async Task<long> RunAsync(Func<Task<long>> delete, CancellationToken cancellationToken)
    {
        long usual = Number("PRAGMA secure_delete");
        Execute("PRAGMA secure_delete = ON");
        try
        {
            bool isLeft = Number("SELECT count(*) FROM connect_meta WHERE name = 'erasing'") > 0;
            await WriteAsync("INSERT OR IGNORE INTO connect_meta (name, value) VALUES ('erasing', 1)").ConfigureAwait(false);
            long deleted = await delete().ConfigureAwait(false);
            if (deleted > 0 || isLeft)
            {
                await MergeAsync(cancellationToken).ConfigureAwait(false);
                await FillFreePagesAsync(cancellationToken).ConfigureAwait(false);
                await EmptyLogAsync(cancellationToken).ConfigureAwait(false);
            }

            await WriteAsync("DELETE FROM connect_meta WHERE name = 'erasing'").ConfigureAwait(false);
            return deleted;
        }
        finally
        {
            Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA secure_delete = {(usual == 2 ? "FAST" : usual)}"));
        }
    }

    /// <summary>A negative number of pages begins a merge of the whole index, positive ones go on with it; less than two changes say that nothing is left to merge.</summary>
    private async Task MergeAsync(CancellationToken cancellationToken)
    {
        // While others append, there is always something to merge: no more is done than the whole file once.
        long most = (Number("PRAGMA page_count") / Step) + 2;
        for (long step = 0, changes = 2; step < most && changes >= 2; step++)
        {
            int before = raw.sqlite3_total_changes(connection.Handle!);
            string pages = (step == 0 ? -Step : Step).ToString(CultureInfo.InvariantCulture);
            await StepAsync($"INSERT INTO connect_log_search (connect_log_search, rank) VALUES ('merge', {pages})", cancellationToken).ConfigureAwait(false);
            changes = raw.sqlite3_total_changes(connection.Handle!) - before;
        }
    }

    private async Task FillFreePagesAsync(CancellationToken cancellationToken)
    {
        long room = Number("PRAGMA page_size") - 4;
        for (long most = Number("PRAGMA freelist_count"), free = most; free > 0 && most > 0; most -= Math.Min(free, Step), free = Number("PRAGMA freelist_count"))
        {
            string bytes = (Math.Min(free, Step) * room).ToString(CultureInfo.InvariantCulture);
            await StepAsync($"INSERT INTO connect_log_zeros (zeros) VALUES (zeroblob({bytes}))", cancellationToken).ConfigureAwait(false);
        }

        // Nothing is left to overwrite in these, so they are freed as they are.
        Execute("PRAGMA secure_delete = OFF");
        while (Number("SELECT count(*) FROM (SELECT 1 FROM connect_log_zeros LIMIT 1)") > 0)
        {
            await StepAsync("DELETE FROM connect_log_zeros WHERE id = (SELECT min(id) FROM connect_log_zeros)", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes the write-ahead log into the file and empties it, which waits for those who read at that moment.</summary>
    private async Task EmptyLogAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        raw.sqlite3_busy_timeout(connection.Handle!, (int)CheckpointPause.TotalMilliseconds);
        try
        {
            while (Number("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
            {
                if (Stopwatch.GetElapsedTime(start) > CheckpointLimit)
                {
                    throw new TimeoutException(
                        "The entries of the lead are deleted, but the SQLite file's write-ahead log still holds bytes of them, because something has read the file without a pause for "
                        + $"{CheckpointLimit.TotalSeconds} seconds. Erase the lead again at a quieter time.");
                }

                await Task.Delay(CheckpointPause, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            SqliteWriteTransaction.SetTimeout(connection);
        }
    }

    /// <summary>One transaction, and a rest as long as it took, for senders of this and other processes.</summary>
    private async Task StepAsync(string sql, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long start = Stopwatch.GetTimestamp();
        await WriteAsync(sql).ConfigureAwait(false);
        await Task.Delay(Stopwatch.GetElapsedTime(start), cancellationToken).ConfigureAwait(false);
    }

    private Task WriteAsync(string sql) => write(() =>
    {
        Execute(sql);
        return Task.CompletedTask;
    });

    private void Execute(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle!, sql), connection.Handle!);

    private long Number(string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }
}

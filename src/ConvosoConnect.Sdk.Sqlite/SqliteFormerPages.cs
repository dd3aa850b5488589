using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>
/// Empties the write-ahead log after something was changed or deleted. <c>secure_delete</c> overwrites it in the file, but the log keeps pages as they were before until others
/// come in their place. A reader that needs such a page is waited for, at first here, then in the background.
/// </summary>
/// <param name="connect">Opens a connection, for the background.</param>
internal sealed class SqliteFormerPages(Func<CancellationToken, Task<SqliteConnection>> connect) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _later = Task.CompletedTask;

    /// <summary>Empties the log, or sees to it that it will be.</summary>
    public async Task RunAsync(SqliteConnection connection)
    {
        for (long start = Stopwatch.GetTimestamp(); !IsEmptied(connection);)
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                Postpone();
                return;
            }

            await Task.Delay(Pause).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the background; the log goes when the last connection is closed.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        Task.WhenAny(_later).GetAwaiter().GetResult();
        _stop.Dispose();
    }

    private void Postpone()
    {
        lock (_gate)
        {
            if (_later.IsCompleted)
            {
                _later = Task.Run(() => RunLaterAsync(_stop.Token));
            }
        }
    }

    private async Task RunLaterAsync(CancellationToken cancellationToken)
    {
        for (bool isDone = false; !isDone;)
        {
            await Task.Delay(LongPause, cancellationToken).ConfigureAwait(false);
            try
            {
                SqliteConnection connection = await connect(cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    isDone = IsEmptied(connection);
                }
            }
            catch (Exception exception) when (exception is SqliteException or InvalidOperationException)
            {
                // The file cannot be opened now; whoever reads or writes is told.
            }
        }
    }

    /// <summary>
    /// Tries to copy all that the log holds into the file, and to empty it; tells whether it is empty. It does not wait for others: while it did, nobody could write.
    /// </summary>
    private static bool IsEmptied(SqliteConnection connection)
    {
        raw.sqlite3_busy_timeout(connection.Handle!, 0);
        try
        {
            return raw.sqlite3_wal_checkpoint_v2(connection.Handle!, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _) == raw.SQLITE_OK;
        }
        finally
        {
            SqliteWriteTransaction.SetTimeout(connection);
        }
    }
}

using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using ConvosoConnect.Sdk.Relational.Databases;

namespace ConvosoConnect.Sdk.Relational.Logs.Writing;

/// <summary>
/// Writes the entries of concurrent sends together: whoever waits while one transaction is on its way to the disk goes into the next. The queue is
/// bounded, so that a slow database slows the senders and loses nothing.
/// </summary>
internal sealed class LogWriter : IAsyncDisposable, IDisposable
{
    // Between batches that follow each other the writer keeps its connection: to give it back and to take it again costs as much as to write some ten rows.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestUse = TimeSpan.FromMilliseconds(250);

    private readonly RelationalDatabase _database;
    private readonly int _searched;
    private readonly Channel<LogRow> _queue = Channel.CreateUnbounded<LogRow>(new UnboundedChannelOptions { SingleReader = true });
    private readonly LogTurns _turns = new();
    private readonly SemaphoreSlim _places;
    private readonly Task _writing;
    private DbConnection? _connection;
    private long _opened;

    /// <summary>Starts to write.</summary>
    /// <param name="database">Where to.</param>
    /// <param name="capacity">How many entries may wait.</param>
    /// <param name="searched">How many characters of a result are searched.</param>
    /// <param name="meters">Where the length of the queue is measured.</param>
    public LogWriter(RelationalDatabase database, int capacity, int searched, IMeterFactory meters)
    {
        _database = database;
        _searched = searched;
        _places = new SemaphoreSlim(capacity);
        Meter meter = meters.Create(ConvosoConnectTelemetry.MeterName);
        IReadOnlyList<KeyValuePair<string, object?>> account = ConvosoConnectTelemetry.TagsOf(meter);
        meter.CreateObservableUpDownCounter(
            "convosoconnect.log.queue.length",
            () => new Measurement<int>(capacity - _places.CurrentCount, account),
            "{entry}",
            "Log entries that wait for a database store to write them.");
        _writing = Task.Run(WriteAllAsync);
    }

    public async ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var row = new LogRow(entry, _searched);
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!_queue.Writer.TryWrite(row))
        {
            _places.Release();
            throw new ObjectDisposedException(nameof(IConnectLogStore), "The log is closed, because the app shuts down. Finish the sends before it does.");
        }

        return await row.Written.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes no further entries and writes those that wait.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
        if (_connection is not null)
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task WriteAllAsync()
    {
        var batch = new List<LogRow>();
        while (!_turns.IsEmpty || await WaitAsync().ConfigureAwait(false))
        {
            while (_queue.Reader.TryRead(out LogRow? row))
            {
                _turns.Add(row);
            }

            batch.Clear();
            _turns.Take(batch);
            _places.Release(batch.Count);
            await WriteBatchAsync(batch).ConfigureAwait(false);
            if (!_database.HasOneWriter && Stopwatch.GetElapsedTime(_opened) > LongestUse)
            {
                await CloseAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Waits for rows; false when none will come any more. Readers share a pool of connections with the writer, and it may hold one only, so an idle writer gives its own
    /// back.
    /// </summary>
    private async Task<bool> WaitAsync()
    {
        Task<bool> waiting = _queue.Reader.WaitToReadAsync().AsTask();
        if (!_database.HasOneWriter && _connection is not null && await Task.WhenAny(waiting, Task.Delay(LongestIdle)).ConfigureAwait(false) != waiting)
        {
            await CloseAsync().ConfigureAwait(false);
        }

        return await waiting.ConfigureAwait(false);
    }

    private async Task WriteBatchAsync(List<LogRow> batch)
    {
        Exception? failure = await TryWriteAsync(batch).ConfigureAwait(false);
        if (failure is DbException refused && _database.IsRefusal(refused) && batch.Count > 1)
        {
            // One row that the database refuses must not take the others with it.
            foreach (LogRow row in batch)
            {
                Finish([row], await TryWriteAsync([row]).ConfigureAwait(false));
            }

            return;
        }

        Finish(batch, failure);
    }

    private static void Finish(List<LogRow> rows, Exception? failure)
    {
        foreach (LogRow row in rows)
        {
            if (failure is null)
            {
                row.Complete();
            }
            else
            {
                row.Fail(failure);
            }
        }
    }

    private async Task<Exception?> TryWriteAsync(List<LogRow> rows)
    {
        bool isSent = false;
        try
        {
            if (_connection is null)
            {
                _connection = await ConnectAsync().ConfigureAwait(false);
                _opened = Stopwatch.GetTimestamp();
            }

            isSent = true;
            await _database.AppendAsync(_connection, rows).ConfigureAwait(false);
            return null;
        }
        catch (DbException exception)
        {
            bool isLost = isSent && _connection?.State != ConnectionState.Open;
            await CloseAsync().ConfigureAwait(false);
            Exception? told = _database.Explain(exception);
            return !isLost ? told ?? exception : new InvalidOperationException(
                $"The connection was lost while the entry was written: it may have been written or not. {(told ?? exception).Message}", exception);
        }
#pragma warning disable CA1031 // The writer must outlive any failure; each sender that waits is told of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await CloseAsync().ConfigureAwait(false);
            return exception;
        }
    }

    /// <summary>
    /// A connection that answers: one from a pool may date from before a restart of the server, which would show only when a batch is on its way, and may be written.
    /// </summary>
    private async Task<DbConnection> ConnectAsync()
    {
        for (bool again = false; ; again = true)
        {
            DbConnection connection = await _database.OpenForWritingAsync(CancellationToken.None).ConfigureAwait(false);
            try
            {
                if (!_database.HasOneWriter)
                {
                    DbCommand ask = connection.Command("SELECT 1");
                    await using (ask.ConfigureAwait(false))
                    {
                        await ask.ExecuteNonQueryAsync().ConfigureAwait(false);
                    }
                }

                return connection;
            }
            catch (DbException) when (!again && connection.State != ConnectionState.Open)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                _database.ForgetConnections();
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    private async Task CloseAsync()
    {
        DbConnection? broken = _connection;
        _connection = null;
        try
        {
            if (broken is not null)
            {
                await broken.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (DbException)
        {
            // It was broken before; the failure that matters has been told.
        }
    }
}

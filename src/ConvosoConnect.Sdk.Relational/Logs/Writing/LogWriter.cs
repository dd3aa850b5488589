using System.Data;
using System.Data.Common;
using System.Diagnostics.Metrics;
using System.Threading.Channels;

namespace ConvosoConnect.Sdk.Relational.Logs.Writing;

/// <summary>
/// Writes the entries of concurrent sends together: whoever waits while one transaction is on its way to the disk goes into the next. The queue is
/// bounded, so that a slow database slows the senders and loses nothing.
/// </summary>
internal sealed class LogWriter : IAsyncDisposable, IDisposable
{
    private readonly RelationalDatabase _database;
    private readonly int _searched;
    private readonly Channel<LogRow> _queue = Channel.CreateUnbounded<LogRow>(new UnboundedChannelOptions { SingleReader = true });
    private readonly LogTurns _turns = new();
    private readonly SemaphoreSlim _places;
    private readonly Task _writing;
    private DbConnection? _connection;

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
        meters.Create(ConvosoConnectTelemetry.MeterName).CreateObservableUpDownCounter(
            "convosoconnect.log.queue.length", () => capacity - _places.CurrentCount, "{entry}", "Log entries that wait for a database store to write them.");
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
        while (!_turns.IsEmpty || await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_queue.Reader.TryRead(out LogRow? row))
            {
                _turns.Add(row);
            }

            batch.Clear();
            _turns.Take(batch);
            _places.Release(batch.Count);
            await WriteBatchAsync(batch).ConfigureAwait(false);
            if (!_database.HasOneWriter && _turns.IsEmpty && !_queue.Reader.TryPeek(out _))
            {
                // Readers share the pool with the writer, and it may hold one connection only.
                await CloseAsync().ConfigureAwait(false);
            }
        }
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

    private async Task<Exception?> TryWriteAsync(List<LogRow> rows, bool again = false)
    {
        bool isCommitting = false;
        try
        {
            _connection ??= await _database.OpenForWritingAsync(CancellationToken.None).ConfigureAwait(false);
            DbConnection connection = _connection;
            await _database.WriteAsync(
                connection,
                async () =>
                {
                    await _database.InsertAsync(connection, rows, CancellationToken.None).ConfigureAwait(false);
                    await LogCounts.AddAsync(_database, connection, rows).ConfigureAwait(false);
                    isCommitting = true;
                },
                CancellationToken.None).ConfigureAwait(false);
            return null;
        }
        catch (DbException) when (!again && !isCommitting && _connection is { State: not ConnectionState.Open })
        {
            // The server was restarted since the last batch, and nothing of this one is written.
            await CloseAsync().ConfigureAwait(false);
            _database.ForgetConnections();
            return await TryWriteAsync(rows, again: true).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The writer must outlive any failure; each sender that waits is told of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await CloseAsync().ConfigureAwait(false);
            return (exception is DbException failure ? _database.Explain(failure) : null) ?? exception;
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

using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace ConvosoConnect.Sdk.Sending.Many;

/// <summary>
/// Sends the leads of a source, a few at a time. Workers take turns to read the source, each sends what it has read, and hands the result over through a queue with few places: a
/// reader who is slow slows the workers, and those slow the source, so that memory stays flat.
/// </summary>
internal sealed class ManySends : IAsyncDisposable
{
    private readonly SendOne _send;
    private readonly SendManyOptions _options;
    private readonly Channel<ValueTask<SendManyResult>> _results;
    private readonly SemaphoreSlim _reading = new(1);
    private readonly SendCounts _counts = new();
    private IAsyncEnumerator<LeadRecord>? _source;
    private CancellationToken _stop;
    private Exception? _fault;
    private bool _isSourceEnded;
    private long _next;
    private int _working = 1;

    private ManySends(SendOne send, SendManyOptions options)
    {
        (_send, _options) = (send, options);
        _results = Channel.CreateBounded<ValueTask<SendManyResult>>(new BoundedChannelOptions(options.MaxConcurrency) { SingleReader = true });
    }

    /// <summary>Sends one lead.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="cancellationToken">Cancels the send.</param>
    /// <param name="patience">Gives the send up while it waits for its turn, when nothing of it was sent.</param>
    public delegate Task<ConnectResult> SendOne(LeadRecord lead, CancellationToken cancellationToken, CancellationToken patience);

    /// <summary>Sends all leads, and gives their results.</summary>
    /// <param name="leads">The source.</param>
    /// <param name="send">Sends one lead.</param>
    /// <param name="options">How to send.</param>
    /// <param name="cancellationToken">Ends the reading of the source. What is under way finishes or is cancelled, as the options say.</param>
    public static async IAsyncEnumerable<SendManyResult> RunAsync(
        IAsyncEnumerable<LeadRecord> leads, SendOne send, SendManyOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var run = new ManySends(send, options);
        ChannelReader<ValueTask<SendManyResult>> results = run.Start(leads, stop.Token);
        bool isOver = false;
        try
        {
            await foreach (ValueTask<SendManyResult> next in results.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                SendManyResult result = await next.ConfigureAwait(false);
                options.Progress?.Report(run._counts.Progress);
                yield return result;
            }

            isOver = true;
        }
        finally
        {
            // A reader who leaves early stops the rest; what is under way ends first.
            if (!isOver)
            {
                await stop.CancelAsync().ConfigureAwait(false);
                await foreach (ValueTask<SendManyResult> _ in results.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                {
                }
            }

            options.Summary?.Invoke(run._counts.ToSummary(run._isSourceEnded));
            await run.DisposeAsync().ConfigureAwait(false);
        }

        if (run._fault is { } fault)
        {
            ExceptionDispatchInfo.Throw(fault);
        }

        if (!run._isSourceEnded)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Closes the source.</summary>
    public ValueTask DisposeAsync()
    {
        _reading.Dispose();
        return _source!.DisposeAsync();
    }

    private ChannelReader<ValueTask<SendManyResult>> Start(IAsyncEnumerable<LeadRecord> leads, CancellationToken stop)
    {
        _stop = stop;
        _source = leads.GetAsyncEnumerator(stop);

        // The source and the sends never run on the reader's context.
        _ = Task.Run(WorkAsync, CancellationToken.None);
        return _results.Reader;
    }

    private async Task WorkAsync()
    {
        while (await ReadAsync().ConfigureAwait(false) is { } lead)
        {
            var result = new SendManyResult(lead.Index, lead.Lead, lead.IsLate ? LateResult() : await SendAsync(lead.Lead).ConfigureAwait(false));
            if (lead.Slot is { } slot)
            {
                slot.SetResult(result);
            }
            else
            {
                await _results.Writer.WriteAsync(new(result), CancellationToken.None).ConfigureAwait(false);
            }
        }

        if (Interlocked.Decrement(ref _working) == 0)
        {
            _results.Writer.Complete();
        }
    }

    /// <summary>Reads the next lead; null when there is none, when the source threw, or after a stop.</summary>
    private async ValueTask<Taken?> ReadAsync()
    {
        await _reading.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (_isSourceEnded || _fault is not null || _stop.IsCancellationRequested)
            {
                return null;
            }

            if (!await _source!.MoveNextAsync().ConfigureAwait(false))
            {
                _isSourceEnded = true;
                return null;
            }

            LeadRecord lead = _source.Current ?? throw new InvalidOperationException($"The lead at position {_next} of the source is null. Leave it out of the source.");
            TaskCompletionSource<SendManyResult>? slot = null;
            if (_options.InOrder)
            {
                slot = new(TaskCreationOptions.RunContinuationsAsynchronously);
                await _results.Writer.WriteAsync(new(slot.Task), CancellationToken.None).ConfigureAwait(false);
            }

            // Judged while no other worker reads, so that only the last lead taken can be late: all before it are sent.
            var taken = new Taken(_next++, lead, slot, IsLate: _stop.IsCancellationRequested);
            if (Volatile.Read(ref _working) < _options.MaxConcurrency)
            {
                Interlocked.Increment(ref _working);
                _ = Task.Run(WorkAsync, CancellationToken.None);
            }

            return taken;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // Whatever the source throws is thrown to the reader, after the results of the sends under way.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _fault = exception;
            return null;
        }
        finally
        {
            _reading.Release();
        }
    }

    private async ValueTask<ConnectResult> SendAsync(LeadRecord lead)
    {
        try
        {
            ConnectResult result = await _send(lead, _options.CancelUnderWay ? _stop : CancellationToken.None, _stop).ConfigureAwait(false);
            _counts.Add(result);
            return result;
        }
        catch (OperationCanceledException exception) when (_stop.IsCancellationRequested)
        {
            // The sentence says whether anything was sent, as the log entry does.
            ConnectResult result = ConnectResult.Failure(new(ConnectErrorKind.Cancelled, exception.Message));
            if (exception.Message == SendPipeline.CancelledBeforeSending)
            {
                _counts.AddNotSent();
            }
            else
            {
                _counts.Add(result);
            }

            return result;
        }
#pragma warning disable CA1031 // It is thrown to the reader, after the results of the sends under way: the engine was disposed, or code of the app threw before the send began.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _fault, exception, null);
            _counts.AddNotSent();
            return NotSent(ConnectErrorKind.AppFailed, $"the send did not begin, because of {exception.GetType().Name}.");
        }
    }

    private ConnectResult LateResult()
    {
        _counts.AddNotSent();
        return NotSent(ConnectErrorKind.Cancelled, "the run was cancelled before it was this lead's turn.");
    }

    /// <summary>The result of a lead with which no request can be made.</summary>
    public static ConnectResult Refused(string problem) => NotSent(ConnectErrorKind.RequestInvalid, problem);

    private static ConnectResult NotSent(ConnectErrorKind kind, string reason) => ConnectResult.Failure(new(kind, $"Not sent: {reason}"));

    /// <summary>A lead that was taken from the source.</summary>
    /// <param name="Index">Its position.</param>
    /// <param name="Lead">The lead.</param>
    /// <param name="Slot">Its place in the order of the results; null where they come as they are there.</param>
    /// <param name="IsLate">Whether the run was stopped before it was taken, so that it is not sent.</param>
    private sealed record Taken(long Index, LeadRecord Lead, TaskCompletionSource<SendManyResult>? Slot, bool IsLate);
}

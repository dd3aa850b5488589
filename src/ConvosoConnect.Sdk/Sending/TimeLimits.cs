using System.Collections.Concurrent;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Limits in time for what a send waits for. One that was not reached serves again, so that a send makes neither a source of cancellation nor a timer.</summary>
internal sealed class TimeLimits(TimeProvider time)
{
    private const int MostSpare = 256;

    private readonly ConcurrentQueue<CancellationTokenSource> _spare = new();

    /// <summary>A limit that does not run yet: whoever has to wait after all calls <c>CancelAfter</c>. A source without a timer costs nothing to reset.</summary>
    public CancellationTokenSource Prepare() =>
        _spare.TryDequeue(out CancellationTokenSource? source) ? source
        : time == TimeProvider.System ? new CancellationTokenSource()
        : new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);

    public CancellationTokenSource Start(TimeSpan limit)
    {
        if (!_spare.TryDequeue(out CancellationTokenSource? source))
        {
            return new CancellationTokenSource(limit, time);
        }

        source.CancelAfter(limit);
        return source;
    }

    /// <summary>Ends a limit: it is not cancelled any more, and whoever still listens to it hears nothing.</summary>
    public void End(CancellationTokenSource source)
    {
        // Only the system's own timers can be stopped for sure.
        if (time == TimeProvider.System && source.TryReset() && _spare.Count < MostSpare)
        {
            _spare.Enqueue(source);
        }
        else
        {
            source.Dispose();
        }
    }
}

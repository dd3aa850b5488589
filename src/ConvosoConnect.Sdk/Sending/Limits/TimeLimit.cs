namespace ConvosoConnect.Sdk.Sending.Limits;

/// <summary>
/// The time for one piece of work, counted from one start, and the caller's token: whichever ends first ends the step that is waited for. A step that does not look at
/// its token is left behind: nobody waits for it any more, and what it was given stays its own until it ends by itself.
/// </summary>
internal sealed class TimeLimit
{
    /// <summary>
    /// How long a step may take to notice that it was cancelled before it is left behind. Our decision. It is about how fast the machine is, so it runs on the machine's clock.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _source;

    // For as long as it serves: a send makes no registration of its own.
    private readonly CancellationTokenRegistration _stopping;
    private CancellationToken _caller;
    private CancellationTokenRegistration _registration;
    private bool _runs;
    private volatile bool _isStopped;

    public TimeLimit(TimeProvider time, CancellationToken stopping)
    {
        _time = time;
        _source = time == TimeProvider.System ? new() : new(Timeout.InfiniteTimeSpan, time);
        _stopping = stopping.UnsafeRegister(static limit => ((TimeLimit)limit!).Stop(), this);
    }

    /// <summary>Cancelled when the time has passed or the caller cancels.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>When it began, as a time stamp.</summary>
    public long Started { get; private set; }

    public TimeSpan Length { get; private set; }

    /// <summary>How long ago it began.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(Started);

    /// <summary>Whether it was the caller who ended the work.</summary>
    public bool IsCancelledByCaller => _caller.IsCancellationRequested;

    /// <summary>Whether the time has passed.</summary>
    public bool IsReached => _source.IsCancellationRequested && !IsCancelledByCaller && !IsStopped;

    /// <summary>Whether the app's end stopped the work.</summary>
    public bool IsStopped => _isStopped && !IsCancelledByCaller;

    /// <summary>The step that was left behind; null for none. It may still use what it was given.</summary>
    public Task? LeftBehind { get; private set; }

    public void Begin(TimeSpan length, CancellationToken caller)
    {
        (Started, Length, _caller) = (_time.GetTimestamp(), length, caller);
        _registration = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>Starts the timer, if it does not run yet.</summary>
    public void Run()
    {
        if (!_runs)
        {
            _runs = true;
            TimeSpan left = Length - _time.GetElapsedTime(Started);
            if (left > TimeSpan.Zero)
            {
                _source.CancelAfter(left);
            }
            else
            {
                _source.Cancel();
            }
        }
    }

    /// <summary>Sets another length, counted from the same start.</summary>
    public void Change(TimeSpan length)
    {
        Length = length;
        if (_runs)
        {
            _runs = false;
            Run();
        }
    }

    /// <summary>Throws when the time has passed, or when the caller has cancelled.</summary>
    public void ThrowIfEnded() => Token.ThrowIfCancellationRequested();

    /// <summary>Waits for a step; one that is complete costs nothing.</summary>
    /// <exception cref="OperationCanceledException">It was left behind.</exception>
    public ValueTask<T> WaitAsync<T>(ValueTask<T> step) => step.IsCompleted ? step : new(WaitForAsync(step.AsTask()));

    /// <inheritdoc cref="WaitAsync{T}(ValueTask{T})"/>
    public Task WaitAsync(Task step) => step.IsCompleted ? step : WaitForAsync(step);

    /// <summary>Whether it can begin again: it was not reached, nobody can cancel it any more, and nothing was left behind that holds its token.</summary>
    public bool TryReset()
    {
        // Only the system's own timers can be stopped for sure. A caller that cancels in this very moment is not waited for: its callbacks are not ours.
        bool isFree = !_caller.CanBeCanceled || _registration.Unregister();
        (_caller, _registration, _runs) = (default, default, false);
        if (isFree && LeftBehind is null && _time == TimeProvider.System && _source.TryReset())
        {
            return true;
        }

        Drop(isFree);
        return false;
    }

    /// <summary>Ends its service.</summary>
    /// <param name="isFree">Whether nobody can cancel it any more.</param>
    public void Drop(bool isFree)
    {
        // A registration that is gone already is being run in this moment, unless there never was one.
        if ((_stopping.Unregister() || _stopping == default) && isFree)
        {
            _source.Dispose();
        }
    }

    private void Stop()
    {
        // A limit that had passed before is not the app's end.
        _isStopped = !_source.IsCancellationRequested;
        _source.Cancel();
    }

    private async Task<T> WaitForAsync<T>(Task<T> step)
    {
        await WaitForAsync((Task)step).ConfigureAwait(false);
        return await step.ConfigureAwait(false);
    }

    private async Task WaitForAsync(Task step)
    {
        Run();
        await step.WaitAsync(Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!step.IsCompleted)
        {
            await step.WaitAsync(Grace, TimeProvider.System, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!step.IsCompleted)
        {
            Leave(step);
            ThrowIfEnded();
        }

        await step.ConfigureAwait(false);
    }

    private void Leave(Task step)
    {
        LeftBehind = step;

        // Nobody awaits it any more: its exception is seen here, so that it does not reach the app as one that nobody observed.
        step.ContinueWith(
            static step => _ = step.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}

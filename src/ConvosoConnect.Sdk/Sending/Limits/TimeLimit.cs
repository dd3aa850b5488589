namespace ConvosoConnect.Sdk.Sending.Limits;

/// <summary>
/// Limits one piece of work by a time, counted from its start, and by the caller's token. Whichever ends first ends the wait for a step. A step that ignores its token is left
/// behind: nothing waits for it, and the objects that it was given are not reused until it ends.
/// </summary>
internal sealed class TimeLimit
{
    /// <summary>
    /// How long a step may take to notice its cancellation before it is left behind (our decision). It allows for the speed of the machine, so it runs on the machine's clock.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _source;

    // One registration for the whole life of this object, so that a send does not make its own.
    private readonly CancellationTokenRegistration _stopping;
    private CancellationToken _caller;
    private CancellationTokenRegistration _registration;
    private bool _runs;
    private volatile bool _isStopped;

    // While the clock stands still.
    private CancellationTokenRegistration _givingUp;
    private TimeSpan _stood;
    private long _standsSince;
    private bool _mayStillGiveUp;
    private volatile bool _isGivenUp;

    public TimeLimit(TimeProvider time, CancellationToken stopping)
    {
        _time = time;
        _source = time == TimeProvider.System ? new() : new(Timeout.InfiniteTimeSpan, time);
        _stopping = stopping.UnsafeRegister(static limit => ((TimeLimit)limit!).Stop(), this);
    }

    /// <summary>Cancelled when the time has passed or the caller cancels.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The start, as a time stamp.</summary>
    public long Started { get; private set; }

    public TimeSpan Length { get; private set; }

    /// <summary>
    /// For a send that waits for its turn under the endpoint's limits as long as it takes: gives it up meanwhile, as its caller's cancellation. Null for a send that is refused
    /// when its turn does not come in time.
    /// </summary>
    public CancellationToken? Patience { get; set; }

    /// <summary>The time since the start, without the time for which the clock stood still.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(Started) - _stood;

    /// <summary>Whether the caller cancelled the work, or gave it up while its clock stood still.</summary>
    public bool IsCancelledByCaller => _caller.IsCancellationRequested || _isGivenUp;

    /// <summary>Whether the time has passed.</summary>
    public bool IsReached => _source.IsCancellationRequested && !IsCancelledByCaller && !IsStopped;

    /// <summary>Whether the end of the app stopped the work.</summary>
    public bool IsStopped => _isStopped && !IsCancelledByCaller;

    /// <summary>The step that was left behind; null for none. It may still use the objects that it was given.</summary>
    public Task? LeftBehind { get; private set; }

    public void Begin(TimeSpan length, CancellationToken caller)
    {
        (Started, Length, _caller, _stood, Patience) = (_time.GetTimestamp(), length, caller, TimeSpan.Zero, null);
        _registration = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>Starts the timer unless it runs already.</summary>
    public void Run()
    {
        if (!_runs)
        {
            _runs = true;
            TimeSpan left = Length - Elapsed;
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

    /// <summary>Changes the length, counted from the same start.</summary>
    public void Change(TimeSpan length)
    {
        Length = length;
        if (_runs)
        {
            _runs = false;
            Run();
        }
    }

    /// <summary>Lets the clock stand still while the work waits for its turn, and go on afterwards.</summary>
    /// <param name="stands">Whether it stands.</param>
    public void StandStill(bool stands)
    {
        if (stands)
        {
            CancellationToken patience = Patience ?? CancellationToken.None;
            _standsSince = _time.GetTimestamp();
            _source.CancelAfter(Timeout.InfiniteTimeSpan);
            _mayStillGiveUp = patience.CanBeCanceled;
            _givingUp = patience.UnsafeRegister(static limit => ((TimeLimit)limit!).GiveUp(), this);
            return;
        }

        // A cancellation that runs at this moment is not waited for; this limit is then not used again.
        _mayStillGiveUp = _mayStillGiveUp && !_givingUp.Unregister();
        _stood += _time.GetElapsedTime(_standsSince);
        _runs = false;
        Run();
    }

    /// <summary>Throws when the time has passed, the caller has cancelled, or the app's end has stopped the work.</summary>
    public void ThrowIfEnded() => Token.ThrowIfCancellationRequested();

    /// <summary>Waits for a step. A completed step costs nothing.</summary>
    /// <exception cref="OperationCanceledException">The step was left behind.</exception>
    public ValueTask<T> WaitAsync<T>(ValueTask<T> step) => step.IsCompleted ? step : new(WaitForAsync(step.AsTask()));

    /// <inheritdoc cref="WaitAsync{T}(ValueTask{T})"/>
    public Task WaitAsync(Task step) => step.IsCompleted ? step : WaitForAsync(step);

    /// <summary>
    /// Makes the limit ready to begin again, and drops it otherwise. It can begin again when it was not reached, nobody can cancel it, and no step was left behind with its
    /// token.
    /// </summary>
    public bool TryReset()
    {
        // Only timers of the system's clock can be stopped reliably. A cancellation that is running at this moment is not waited for, because it may run foreign callbacks.
        bool isFree = (!_caller.CanBeCanceled || _registration.Unregister()) && !_mayStillGiveUp;
        (_caller, _registration, _runs) = (default, default, false);
        if (isFree && LeftBehind is null && _time == TimeProvider.System && _source.TryReset())
        {
            return true;
        }

        Drop(isFree);
        return false;
    }

    /// <summary>Unregisters the limit and disposes its source, unless a cancellation may still use it.</summary>
    /// <param name="isFree">Whether the caller can no longer cancel it.</param>
    public void Drop(bool isFree)
    {
        // A registration that cannot be removed is running at this moment, unless there never was one.
        if ((_stopping.Unregister() || _stopping == default) && isFree)
        {
            _source.Dispose();
        }
    }

    private void GiveUp()
    {
        _isGivenUp = true;
        _source.Cancel();
    }

    private void Stop()
    {
        // A limit that has passed already was not stopped by the app's end.
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

        // Nothing awaits the step, so its exception is observed here. Otherwise the app would get it as an unobserved task exception.
        step.ContinueWith(
            static step => _ = step.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }
}

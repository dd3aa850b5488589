namespace ConvosoConnect.Sdk.Sending.Limits;

/// <summary>
/// Counts the sends under way. When the app ends, it waits for them for a limited time. After that, no send can begin, sends under way are stopped, and no request goes out.
/// </summary>
#pragma warning disable CA1001 // The source holds neither a timer nor a handle, and steps that were left behind may use its token after the engine is disposed.
internal sealed class SendGate
#pragma warning restore CA1001
{
    /// <summary>How long stopped sends may take to write their log entries (our decision).</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource? _drained;
    private int _underWay;
    private int _isClosed;
    private int _strays;
    private volatile bool _isShut;

    /// <summary>Whether the time for the sends under way has passed, so that no request may go out.</summary>
    public bool IsShut => _isShut;

    /// <summary>How many requests without a known send have reached the network. Handlers of the app make such requests. The count may overflow and wrap around.</summary>
    public int Strays => Volatile.Read(ref _strays);

    public void CountStray() => Interlocked.Increment(ref _strays);

    /// <summary>Cancelled when the time for the sends under way has passed.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Counts a send that begins. Each send that has entered must call <see cref="Leave"/>.</summary>
    /// <exception cref="ObjectDisposedException">The gate is closed.</exception>
    public void Enter()
    {
        Interlocked.Increment(ref _underWay);
        if (Volatile.Read(ref _isClosed) != 0)
        {
            Leave();
            ThrowIfClosed();
        }
    }

    public void Leave()
    {
        // Leave changes the counter and then looks for a waiter. Drained sets the waiter and then reads the counter. So one of them always sees the other.
        if (Interlocked.Decrement(ref _underWay) == 0)
        {
            Volatile.Read(ref _drained)?.TrySetResult();
        }
    }

    public void ThrowIfClosed() => ThrowIf(Volatile.Read(ref _isClosed) != 0);

    /// <summary>Throws <see cref="ObjectDisposedException"/> with the name of the client, which the caller knows.</summary>
    public static void ThrowIf(bool isEnded)
    {
#pragma warning disable CA1513 // ThrowIf would name this internal type; this room may not use the client's type.
        if (isEnded)
        {
            throw new ObjectDisposedException("ConvosoConnect.Sdk.IConvosoConnectClient");
        }
#pragma warning restore CA1513
    }

    /// <summary>
    /// Waits for the sends under way while the host stops. Sends may still begin until the engine is disposed. When the host's time for stopping has passed, the sends under way
    /// are stopped.
    /// </summary>
    /// <param name="hostToken">Cancelled when the host's time for stopping has passed.</param>
    public async Task DrainAsync(CancellationToken hostToken)
    {
        await Drained().WaitAsync(hostToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Volatile.Read(ref _underWay) != 0 && hostToken.IsCancellationRequested)
        {
            Volatile.Write(ref _isClosed, 1);
            await StopAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Closes the gate and waits for the sends under way. The limit runs on the machine's clock, because a fake clock that no longer moves must not keep an app from ending.
    /// </summary>
    public async Task CloseAsync(TimeSpan limit)
    {
        Interlocked.Exchange(ref _isClosed, 1);
        await WaitAsync(limit).ConfigureAwait(false);
        await StopAsync().ConfigureAwait(false);
    }

    /// <summary>Stops the sends under way and gives them a moment to write their log entries.</summary>
    private async Task StopAsync()
    {
        _isShut = true;

        // Code of the app may listen to the token. Neither its exceptions nor its waiting may keep the app from ending.
        await _stop.CancelAsync().WaitAsync(Grace, TimeProvider.System, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await WaitAsync(Grace).ConfigureAwait(false);
    }

    private async Task WaitAsync(TimeSpan limit)
    {
        // A send may have begun after the last one ended. Since the gate is closed, the loop ends.
        using var time = new CancellationTokenSource(limit);
        while (Volatile.Read(ref _underWay) != 0 && !time.IsCancellationRequested)
        {
            await Drained().WaitAsync(time.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Gives a task that completes when no send is under way.</summary>
    private Task Drained()
    {
        TaskCompletionSource drained;
        lock (_lock)
        {
            // A completed source belongs to an earlier wait.
            drained = _drained is { Task.IsCompleted: false } ? _drained : new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Exchange(ref _drained, drained);
        }

        if (Volatile.Read(ref _underWay) == 0)
        {
            drained.TrySetResult();
        }

        return drained.Task;
    }
}

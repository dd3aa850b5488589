namespace ConvosoConnect.Sdk.Sending.Limits;

/// <summary>
/// Counts the sends under way. At the end of the app they are waited for; when the time for that is over, no further send begins, those under way are stopped, and no
/// request goes out any more.
/// </summary>
#pragma warning disable CA1001 // The source holds neither timer nor handle, and steps that were left behind may listen to it for longer than the engine lives.
internal sealed class SendGate
#pragma warning restore CA1001
{
    /// <summary>How long sends that were stopped may take to write their entries. Our decision.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource? _drained;
    private int _underWay;
    private int _isClosed;
    private int _strays;
    private volatile bool _isShut;

    /// <summary>Whether the time for the sends under way is over as well.</summary>
    public bool IsShut => _isShut;

    /// <summary>How many requests came to the wire that no send knows as its own. Wraps around.</summary>
    public int Strays => Volatile.Read(ref _strays);

    public void CountStray() => Interlocked.Increment(ref _strays);

    /// <summary>Cancelled when the time for the sends under way is over.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Lets a send begin; each one that began leaves.</summary>
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
        // The counter is changed first and the waiter looked for after it; who waits does it the other way round.
        if (Interlocked.Decrement(ref _underWay) == 0)
        {
            Volatile.Read(ref _drained)?.TrySetResult();
        }
    }

    public void ThrowIfClosed() => ThrowIf(Volatile.Read(ref _isClosed) != 0);

    /// <summary>Tells the caller what has ended by the name that the caller knows.</summary>
    public static void ThrowIf(bool isEnded)
    {
#pragma warning disable CA1513 // ThrowIf would name this type, which the caller does not know; the client's is in a room above.
        if (isEnded)
        {
            throw new ObjectDisposedException("ConvosoConnect.Sdk.IConvosoConnectClient");
        }
#pragma warning restore CA1513
    }

    /// <summary>
    /// Waits for the sends under way as the host stops; further ones may begin all the same, until the engine is disposed. When the host's time is over, those under way
    /// are stopped.
    /// </summary>
    /// <param name="hostToken">Cancelled when the host's time is over.</param>
    public async Task DrainAsync(CancellationToken hostToken)
    {
        await Drained().WaitAsync(hostToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Volatile.Read(ref _underWay) != 0 && hostToken.IsCancellationRequested)
        {
            Volatile.Write(ref _isClosed, 1);
            await StopAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Closes, and waits for the sends under way. A fake clock that nobody moves any more must not keep an app from ending, so it is the machine's clock that counts.</summary>
    public async Task CloseAsync(TimeSpan limit)
    {
        Interlocked.Exchange(ref _isClosed, 1);
        await WaitAsync(limit).ConfigureAwait(false);
        await StopAsync().ConfigureAwait(false);
    }

    /// <summary>Stops the sends under way and gives them a moment to write their entries.</summary>
    private async Task StopAsync()
    {
        _isShut = true;

        // What listens to the token may be the app's: neither its exceptions nor its waiting keep the app from ending.
        await _stop.CancelAsync().WaitAsync(Grace, TimeProvider.System, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await WaitAsync(Grace).ConfigureAwait(false);
    }

    private async Task WaitAsync(TimeSpan limit)
    {
        // Once more where a send had begun between two others: the gate is closed, so that comes to its end.
        using var time = new CancellationTokenSource(limit);
        while (Volatile.Read(ref _underWay) != 0 && !time.IsCancellationRequested)
        {
            await Drained().WaitAsync(time.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Ends when no send is under way.</summary>
    private Task Drained()
    {
        TaskCompletionSource drained;
        lock (_lock)
        {
            // One that has ended is of an earlier moment.
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

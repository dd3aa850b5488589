namespace ConvosoConnect.Sdk.Sending;

/// <summary>Counts the sends under way, and closes when the engine is disposed: no further send begins, and after the time for those under way no request goes out.</summary>
internal sealed class SendGate
{
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private int _isClosed;
    private int _strays;
    private volatile bool _isShut;

    /// <summary>Whether the time for the sends under way is over as well.</summary>
    public bool IsShut => _isShut;

    /// <summary>How many requests came to the wire that no send knows as its own. Wraps around.</summary>
    public int Strays => Volatile.Read(ref _strays);

    public void CountStray() => Interlocked.Increment(ref _strays);

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
        if (Interlocked.Decrement(ref _underWay) == 0 && Volatile.Read(ref _isClosed) != 0)
        {
            _drained.TrySetResult();
        }
    }

    public void ThrowIfClosed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isClosed) != 0, typeof(IConvosoConnectClient));

    /// <summary>Closes, and waits for the sends under way. A fake clock that nobody moves any more must not keep an app from ending, so it is the machine's clock that counts.</summary>
    public async Task CloseAsync(TimeSpan limit)
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0 && Volatile.Read(ref _underWay) == 0)
        {
            _drained.TrySetResult();
        }

        await _drained.Task.WaitAsync(limit, TimeProvider.System, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _isShut = true;
    }
}

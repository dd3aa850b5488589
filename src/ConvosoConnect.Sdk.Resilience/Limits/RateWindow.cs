namespace ConvosoConnect.Sdk.Resilience.Limits;

/// <summary>
/// Lets at most <paramref name="limit"/> requests begin within any interval; further ones wait for their turn. A turn is given out only when it comes, so a request that stops
/// waiting leaves it to the next in the queue. The limiters of System.Threading.RateLimiting are not used, because their fixed or sliced windows can let through twice the limit,
/// and they run on a clock that a test cannot set.
/// </summary>
internal sealed class RateWindow(int limit, TimeSpan interval, int queueLimit, TimeProvider time)
{
    private readonly Lock _gate = new();

    // The begins of the last requests, as time stamps in a ring. _next is the oldest one, which is overwritten next.
    private readonly long[] _begins = new long[limit];
    private readonly long _interval = (long)Math.Ceiling(interval.TotalSeconds * time.TimestampFrequency);
    private readonly LinkedList<TaskCompletionSource<long>> _queue = new();
    private ITimer? _timer;
    private int _next;
    private bool _isFull;

    /// <summary>How many requests wait for their turn.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count;
            }
        }
    }

    public bool HasLimits(int otherLimit, TimeSpan otherInterval, int otherQueueLimit) => (limit, interval, queueLimit) == (otherLimit, otherInterval, otherQueueLimit);

    /// <summary>Waits for a turn.</summary>
    /// <param name="most">The longest wait; null for a wait of any length, also in a full queue.</param>
    /// <param name="cancellationToken">Cancels the wait; the others in the queue move up.</param>
    /// <returns>The turn; null when the queue is full, or when the turn would not come in time.</returns>
    public async ValueTask<RateTurn?> EnterAsync(TimeSpan? most, CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource<long>> place;
        lock (_gate)
        {
            long now = time.GetTimestamp();
            Release(now);
            long turn = TurnAt(_queue.Count, now);
            if (turn <= now && _queue.Count == 0)
            {
                Begin(now);
                return new RateTurn(now, HasWaited: false);
            }

            if (most is { } longest && (_queue.Count >= queueLimit || time.GetElapsedTime(now, turn) >= longest))
            {
                return null;
            }

            // Continuations must not run under the lock.
            place = _queue.AddLast(new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
            if (_queue.Count == 1)
            {
                Arm(now);
            }
        }

        using CancellationTokenRegistration leaving = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                var (window, place) = ((RateWindow, LinkedListNode<TaskCompletionSource<long>>))state!;
                window.Leave(place, token);
            },
            (this, place));
        return new RateTurn(await place.Value.Task.ConfigureAwait(false), HasWaited: true);
    }

    /// <summary>Gives back a turn that was not used, so that another request may begin in its place.</summary>
    public void GiveBack(RateTurn turn)
    {
        lock (_gate)
        {
            // The value that this turn overwrote had passed already, so any passed value may take its place.
            int at = Array.IndexOf(_begins, turn.Begin, 0, _isFull ? limit : _next);
            if (at < 0)
            {
                return;
            }

            if (_isFull)
            {
                for (int before; at != _next; at = before)
                {
                    before = (at + limit - 1) % limit;
                    _begins[at] = _begins[before];
                }

                _begins[_next] = Math.Min(_begins[(_next + 1) % limit], turn.Begin - _interval);
            }
            else
            {
                Array.Copy(_begins, at + 1, _begins, at, _next - at - 1);
                _next--;
            }

            long now = time.GetTimestamp();
            Release(now);
            Arm(now);
        }
    }

    private void Leave(LinkedListNode<TaskCompletionSource<long>> place, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (place.List is null)
            {
                return;
            }

            _queue.Remove(place);
        }

        place.Value.TrySetCanceled(cancellationToken);
    }

    /// <summary>Gives the time of the turn for a place in the queue, if no request before it leaves.</summary>
    private long TurnAt(int place, long now) =>
        _isFull ? Math.Max(now, _begins[(_next + (place % limit)) % limit] + _interval) + (place / limit * _interval) : now;

    /// <summary>Gives out all turns that have come.</summary>
    private void Release(long now)
    {
        while (_queue.First is { } first && _begins[_next] + _interval is var turn && turn <= now)
        {
            _queue.RemoveFirst();
            Begin(turn);
            first.Value.TrySetResult(turn);
        }
    }

    private void Begin(long turn)
    {
        _begins[_next] = turn;
        _next = (_next + 1) % limit;
        _isFull |= _next == 0;
    }

    /// <summary>Sets the timer for the first in the queue. Timers count whole milliseconds and may be early by a fraction of one, so the time is rounded up.</summary>
    private void Arm(long now)
    {
        if (_queue.Count == 0)
        {
            return;
        }

        if (_timer is null)
        {
            // The timer serves all sends, so it must not capture the execution context of one.
            AsyncFlowControl? flow = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow();
            _timer = time.CreateTimer(static window => ((RateWindow)window!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            flow?.Undo();
        }

        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(time.GetElapsedTime(now, TurnAt(0, now)).TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    private void Tick()
    {
        lock (_gate)
        {
            long now = time.GetTimestamp();
            Release(now);
            Arm(now);
        }
    }
}

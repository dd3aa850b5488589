namespace ConvosoConnect.Sdk.Resilience.Limits;

/// <summary>
/// Lets so many requests begin within any interval, and has the others wait for their turn. A turn is given out when it comes, so whoever stops waiting leaves it to
/// the next in the queue. The limiters of System.Threading.RateLimiting count fixed or sliced windows, which let twice the limit through at their seams, and run on a
/// clock that a test cannot set.
/// </summary>
internal sealed class RateWindow(int limit, TimeSpan interval, int queueLimit, TimeProvider time)
{
    private readonly Lock _gate = new();

    // When the last requests began, as time stamps in order; the oldest one is the next to be written over.
    private readonly long[] _begins = new long[limit];
    private readonly long _interval = (long)Math.Ceiling(interval.TotalSeconds * time.TimestampFrequency);
    private readonly LinkedList<TaskCompletionSource<long>> _queue = new();
    private ITimer? _timer;
    private int _next;
    private bool _isFull;

    /// <summary>How many wait for their turn.</summary>
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

    public bool Is(int otherLimit, TimeSpan otherInterval, int otherQueueLimit) => (limit, interval, queueLimit) == (otherLimit, otherInterval, otherQueueLimit);

    /// <summary>Waits for the turn.</summary>
    /// <param name="most">The longest wait.</param>
    /// <param name="cancellationToken">Ends the wait; the next in the queue moves up.</param>
    /// <returns>The turn; null when there was no place in the queue, or none in time.</returns>
    public async ValueTask<RateTurn?> EnterAsync(TimeSpan most, CancellationToken cancellationToken)
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

            if (_queue.Count >= queueLimit || time.GetElapsedTime(now, turn) >= most)
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

    /// <summary>Gives a turn back from which no request came: another one may begin in its place.</summary>
    public void GiveBack(RateTurn turn)
    {
        lock (_gate)
        {
            // What it wrote over had passed by then, so anything that has passed may stand there.
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

    /// <summary>When the turn of a place in the queue comes if nobody before it leaves: as many go with each interval as the limit allows.</summary>
    private long TurnAt(int place, long now) =>
        _isFull ? Math.Max(now, _begins[(_next + (place % limit)) % limit] + _interval) + (place / limit * _interval) : now;

    /// <summary>Gives out the turns that have come.</summary>
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

    /// <summary>Sets the timer for the first in the queue. Timers count whole milliseconds and may be early by a part of one.</summary>
    private void Arm(long now)
    {
        if (_queue.Count == 0)
        {
            return;
        }

        if (_timer is null)
        {
            // The timer is nobody's send: it carries no sender's context.
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

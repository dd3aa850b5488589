namespace ConvosoConnect.Sdk.Resilience;

/// <summary>
/// Lets so many requests begin within any interval, and has the others wait for their turn. The limiters of System.Threading.RateLimiting count fixed or sliced windows,
/// which let twice the limit through at their seams, and run on a clock that a test cannot set.
/// </summary>
internal sealed class RateWindow(int limit, TimeSpan interval, int queueLimit, TimeProvider time)
{
    private readonly Lock _gate = new();

    // When the last requests begin, as time stamps; the oldest one is the next to be written over.
    private readonly long[] _begins = new long[limit];
    private int _next;
    private bool _isFull;
    private int _waiting;

    /// <summary>How many wait for their turn.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public bool Is(int otherLimit, TimeSpan otherInterval, int otherQueueLimit) => (limit, interval, queueLimit) == (otherLimit, otherInterval, otherQueueLimit);

    /// <summary>Waits for the turn.</summary>
    /// <param name="most">The longest wait.</param>
    /// <param name="cancellationToken">Ends the wait; the turn is then lost to all.</param>
    /// <returns>Whether it waited; null when there was no place in the queue, or none in time.</returns>
    public async ValueTask<bool?> EnterAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        long turn;
        lock (_gate)
        {
            long now = time.GetTimestamp();
            turn = _isFull ? Math.Max(now, _begins[_next] + ToStamps(interval)) : now;
            if (turn > now && (_waiting >= queueLimit || time.GetElapsedTime(now, turn) >= most))
            {
                return null;
            }

            _begins[_next] = turn;
            _next = (_next + 1) % limit;
            _isFull |= _next == 0;
            if (turn == now)
            {
                return false;
            }

            _waiting++;
        }

        try
        {
            // Timers count whole milliseconds and may be early by a part of one.
            for (long now = time.GetTimestamp(); now < turn; now = time.GetTimestamp())
            {
                TimeSpan left = TimeSpan.FromMilliseconds(Math.Ceiling(time.GetElapsedTime(now, turn).TotalMilliseconds));
                await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private long ToStamps(TimeSpan span) => (long)Math.Ceiling(span.TotalSeconds * time.TimestampFrequency);
}

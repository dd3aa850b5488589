using System.Threading.RateLimiting;

namespace ConvosoConnect.Sdk.Resilience.Limits;

/// <summary>
/// Lets at most <paramref name="most"/> requests be under way; further ones wait in the order in which they came. The queue's limit is kept here, because the limiter would hold it
/// against patient sends too.
/// </summary>
/// <param name="most">How many requests may be under way.</param>
/// <param name="queueLimit">How many may wait; the next one is refused, unless it is patient.</param>
#pragma warning disable CA1001 // The limiter holds nothing that must be released, and sends under way may use it after their endpoint was changed.
internal sealed class PlaceLimit(int most, int queueLimit)
#pragma warning restore CA1001
{
    private readonly ConcurrencyLimiter _limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = most,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private int _waiting;

    /// <summary>How many places are free.</summary>
    public long Free => _limiter.GetStatistics()!.CurrentAvailablePermits;

    /// <summary>How many wait for a place.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits for a place.</summary>
    /// <param name="isPatient">Whether it waits also when the queue is full.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The place, to be disposed; null when the queue is full.</returns>
    public ValueTask<RateLimitLease?> EnterAsync(bool isPatient, CancellationToken cancellationToken)
    {
        RateLimitLease place = _limiter.AttemptAcquire();
        if (place.IsAcquired)
        {
            return new(place);
        }

        place.Dispose();
        if (Interlocked.Increment(ref _waiting) > queueLimit && !isPatient)
        {
            Interlocked.Decrement(ref _waiting);
            return new((RateLimitLease?)null);
        }

        return WaitAsync(cancellationToken);
    }

    private async ValueTask<RateLimitLease?> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}

using System.Collections.Concurrent;

namespace ConvosoConnect.Sdk.Sending.Limits;

/// <summary>
/// Time limits for what a send waits for. One that was not reached is used again, so that a send needs no new token source and no timer.
/// Without that, a send allocates 544 bytes (15 %) more and takes 2 to 8 % more processor time (benchmarks/results/ablation.md).
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="stopping">Stops all limits when the app ends; <see cref="CancellationToken.None"/> for limits that must not stop then.</param>
internal sealed class TimeLimits(TimeProvider time, CancellationToken stopping)
{
    private const int MostSpare = 256;

    private readonly ConcurrentQueue<TimeLimit> _spare = new();

    /// <summary>Begins a limit. Its timer starts only with <see cref="TimeLimit.Run"/> or the first real wait, because a limit whose timer never ran is cheap to reset.</summary>
    /// <param name="length">The length of the limit, counted from now.</param>
    /// <param name="caller">The caller's token, which ends a wait too.</param>
    public TimeLimit Begin(TimeSpan length, CancellationToken caller)
    {
        if (!_spare.TryDequeue(out TimeLimit? limit))
        {
            limit = new TimeLimit(time, stopping);
        }

        limit.Begin(length, caller);
        return limit;
    }

    /// <summary>Ends a limit and keeps it for reuse. A limit that was reached is dropped instead; when a step was left behind with it, only after that step has ended.</summary>
    public void End(TimeLimit limit)
    {
        if (limit.LeftBehind is { IsCompleted: false } step)
        {
            step.ContinueWith(
                static (_, limit) => ((TimeLimit)limit!).TryReset(), limit, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        else if (limit.TryReset())
        {
            if (_spare.Count < MostSpare)
            {
                _spare.Enqueue(limit);
            }
            else
            {
                limit.Drop(isFree: true);
            }
        }
    }
}

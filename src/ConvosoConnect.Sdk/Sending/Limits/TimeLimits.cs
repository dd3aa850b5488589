using System.Collections.Concurrent;

namespace ConvosoConnect.Sdk.Sending.Limits;

/// <summary>
/// Limits in time for what a send waits for. One that was not reached serves again, so that a send makes neither a source of cancellation nor a timer.
/// Without that, a send allocates 544 bytes (15 %) more and takes 1 to 7 % more processor time (benchmarks/results/ablation.md).
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="stopping">Ends all of them, as the app ends; none for those that go on.</param>
internal sealed class TimeLimits(TimeProvider time, CancellationToken stopping)
{
    private const int MostSpare = 256;

    private readonly ConcurrentQueue<TimeLimit> _spare = new();

    /// <summary>
    /// Begins a limit. Its timer does not run yet: <see cref="TimeLimit.Run"/> starts it, and so does whoever has to wait. A limit without a timer costs nothing to reset.
    /// </summary>
    /// <param name="length">How long it is, counted from now.</param>
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

    /// <summary>Ends a limit: whoever still listens to it hears nothing. One that was reached is dropped, and kept whole for a step that was left behind with it.</summary>
    public void End(TimeLimit limit)
    {
        if (limit.LeftBehind is { IsCompleted: false } step)
        {
            step.ContinueWith(static (_, limit) => ((TimeLimit)limit!).TryReset(), limit, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
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

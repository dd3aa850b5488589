using Microsoft.Extensions.Time.Testing;

namespace ConvosoConnect.Sdk.Resilience.Tests.Support;

/// <summary>
/// A clock that runs to the end of each short wait as soon as the wait begins, so that nothing sleeps and every wait has its exact length. Long timers, such as the
/// time-out of a send, wait for the test, or for short waits that add up to them.
/// </summary>
internal sealed class RunningClock() : FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    /// <summary>Set to false, it stands until the test moves it.</summary>
    public bool Runs { get; set; } = true;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new RunningTimer(this, base.CreateTimer(callback, state, dueTime, period));
        Watch(dueTime);
        return timer;
    }

    private void Watch(TimeSpan dueTime)
    {
        if (Runs && dueTime > TimeSpan.Zero && dueTime < Long)
        {
            DateTimeOffset due = GetUtcNow() + dueTime;
            ThreadPool.QueueUserWorkItem(_ => RunTo(due));
        }
    }

    private void RunTo(DateTimeOffset due)
    {
        lock (this)
        {
            if (GetUtcNow() is var now && now < due)
            {
                Advance(due - now);
            }
        }
    }

    private sealed class RunningTimer(RunningClock clock, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool changed = timer.Change(dueTime, period);
            clock.Watch(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}

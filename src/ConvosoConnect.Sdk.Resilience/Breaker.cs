using Polly.CircuitBreaker;

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>An endpoint's breaker as others see it. Polly's own state stays open until the next attempt comes along, however long ago its time has passed.</summary>
internal sealed class Breaker(TimeProvider time)
{
    private long _opened;
    private long _breakTicks;

    /// <summary>Shows the state of Polly's strategy.</summary>
    public CircuitBreakerStateProvider Provider { get; } = new();

    /// <summary>Half open once its time has passed: the next attempt is a trial.</summary>
    public CircuitState State => Provider.CircuitState is CircuitState.Open && Remaining <= TimeSpan.Zero ? CircuitState.HalfOpen : Provider.CircuitState;

    /// <summary>Whether it lets nothing out now.</summary>
    public bool IsOpen => State == CircuitState.Open;

    /// <summary>How long it stays open.</summary>
    public TimeSpan Remaining => TimeSpan.FromTicks(Volatile.Read(ref _breakTicks)) - time.GetElapsedTime(Volatile.Read(ref _opened));

    public void Open(TimeSpan duration)
    {
        Volatile.Write(ref _opened, time.GetTimestamp());
        Volatile.Write(ref _breakTicks, duration.Ticks);
    }
}

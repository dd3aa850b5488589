using Polly;
using Polly.CircuitBreaker;

namespace ConvosoConnect.Sdk.Resilience.Limits;

/// <summary>
/// An endpoint's breaker; it outlives the endpoint's versions as long as its rules and the address stay the same. Polly's own state stays open until the next attempt comes
/// along, however long ago its time has passed, so the state that others see is reckoned here.
/// </summary>
internal sealed class Breaker
{
    private readonly ConnectEndpoint _endpoint;
    private readonly TimeProvider _time;
    private readonly CircuitBreakerStateProvider _provider = new();
    private long _opened;
    private long _breakTicks;

    public Breaker(ConnectEndpoint endpoint, DeliveryTelemetry telemetry, TimeProvider time)
    {
        (_endpoint, _time) = (endpoint, time);
        Pipeline = DeliveryPipelines.Breaking(
            endpoint.Delivery!,
            _provider,
            onOpened: duration =>
            {
                Open(duration);
                telemetry.Opened(endpoint.Id, duration);
            },
            onClosed: () => telemetry.Closed(endpoint.Id),
            time);
    }

    /// <summary>The attempts pass through it.</summary>
    public ResiliencePipeline<HttpResponseMessage> Pipeline { get; }

    /// <summary>Half open once its time has passed: the next attempt is a trial.</summary>
    public CircuitState State => _provider.CircuitState is CircuitState.Open && Remaining <= TimeSpan.Zero ? CircuitState.HalfOpen : _provider.CircuitState;

    /// <summary>Whether it lets nothing out now.</summary>
    public bool IsOpen => State == CircuitState.Open;

    /// <summary>How long it stays open.</summary>
    public TimeSpan Remaining => TimeSpan.FromTicks(Volatile.Read(ref _breakTicks)) - _time.GetElapsedTime(Volatile.Read(ref _opened));

    /// <summary>Whether it serves this endpoint as it is now: another address may be another receiver, of which it knows nothing.</summary>
    public bool Is(ConnectEndpoint endpoint) => endpoint.ApiUrl == _endpoint.ApiUrl && RuleOf(endpoint.Delivery!) == RuleOf(_endpoint.Delivery!);

    private static (double?, int, TimeSpan, TimeSpan) RuleOf(DeliveryRules rules) =>
        (rules.FailureRatio, rules.MinimumThroughput, rules.SamplingDuration, rules.BreakDuration);

    private void Open(TimeSpan duration)
    {
        Volatile.Write(ref _opened, _time.GetTimestamp());
        Volatile.Write(ref _breakTicks, duration.Ticks);
    }
}

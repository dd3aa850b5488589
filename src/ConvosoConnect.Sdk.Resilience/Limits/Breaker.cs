using Polly;
using Polly.CircuitBreaker;

namespace ConvosoConnect.Sdk.Resilience.Limits;

/// <summary>
/// The circuit breaker of an endpoint. It is kept when the endpoint is changed, as long as its rules and the API URL stay the same. Polly's own state stays open until the next
/// attempt, even when the break has ended, so the state for others is computed here.
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
        Pipeline = DeliveryPipelines.CreateBreaker(
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

    /// <summary>The Polly pipeline that attempts pass through.</summary>
    public ResiliencePipeline<HttpResponseMessage> Pipeline { get; }

    /// <summary>The state; half open once the break has ended, because the next attempt is then a trial.</summary>
    public CircuitState State => _provider.CircuitState is CircuitState.Open && Remaining <= TimeSpan.Zero ? CircuitState.HalfOpen : _provider.CircuitState;

    /// <summary>Whether the breaker blocks all requests now.</summary>
    public bool IsOpen => State == CircuitState.Open;

    /// <summary>How long the breaker stays open; negative once the break has ended.</summary>
    public TimeSpan Remaining => TimeSpan.FromTicks(Volatile.Read(ref _breakTicks)) - _time.GetElapsedTime(Volatile.Read(ref _opened));

    /// <summary>Whether this breaker is valid for an endpoint. Another API URL may lead to another receiver, whose state is not known.</summary>
    public bool IsFor(ConnectEndpoint endpoint) => endpoint.ApiUrl == _endpoint.ApiUrl && RuleOf(endpoint.Delivery!) == RuleOf(_endpoint.Delivery!);

    private static (double?, int, TimeSpan, TimeSpan) RuleOf(DeliveryRules rules) =>
        (rules.FailureRatio, rules.MinimumThroughput, rules.SamplingDuration, rules.BreakDuration);

    private void Open(TimeSpan duration)
    {
        Volatile.Write(ref _opened, _time.GetTimestamp());
        Volatile.Write(ref _breakTicks, duration.Ticks);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Polly.CircuitBreaker;

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>
/// Keeps the deliveries of all endpoints with rules, and their metrics. A delivery is made at the endpoint's first send and again when the endpoint has changed.
/// </summary>
internal sealed class DeliveryRegistry
{
    private const string EndpointTag = "convosoconnect.endpoint.id";

    private readonly ConcurrentDictionary<string, EndpointDelivery> _deliveries = new(StringComparer.Ordinal);
    private readonly Lock _making = new();
    private readonly DeliveryTelemetry _telemetry;
    private readonly int _most;
    private readonly IReadOnlyList<KeyValuePair<string, object?>> _account;

    public DeliveryRegistry(DeliveryTelemetry telemetry, IMeterFactory meters, TimeProvider time)
        : this(telemetry, meters, time, most: 10_000)
    {
    }

    internal DeliveryRegistry(DeliveryTelemetry telemetry, IMeterFactory meters, TimeProvider time, int most)
    {
        (_telemetry, Time, _most) = (telemetry, time, most);
        Meter meter = meters.Create(ConvosoConnectTelemetry.MeterName);
        _account = ConvosoConnectTelemetry.TagsOf(meter);
        meter.CreateObservableGauge("convosoconnect.breaker.state", ReadBreakers, "{state}", "Circuit breakers of endpoints: 0 closed, 1 half open, 2 open.");
        meter.CreateObservableUpDownCounter("convosoconnect.delivery.queue.length", ReadQueues, "{send}", "Sends that wait for a place under an endpoint's limits.");
    }

    public TimeProvider Time { get; }

    public int Count => _deliveries.Count;

    /// <summary>The ids of the endpoints whose breaker is open, in order.</summary>
    public IReadOnlyList<string> OpenBreakers =>
        [.. _deliveries.Values.Where(d => d.Breaker is { IsOpen: true }).Select(d => d.EndpointId).Order(StringComparer.Ordinal)];

    public EndpointDelivery Get(ConnectEndpoint endpoint)
    {
        // A send that began before the endpoint was changed must not bring the old rules back.
        if (_deliveries.TryGetValue(endpoint.Id, out EndpointDelivery? delivery) && (delivery.Version > endpoint.Version || delivery.IsFor(endpoint)))
        {
            return delivery;
        }

        lock (_making)
        {
            _deliveries.TryGetValue(endpoint.Id, out EndpointDelivery? before);
            if (before is not null && (before.Version > endpoint.Version || before.IsFor(endpoint)))
            {
                return before;
            }

            if (before is null && _deliveries.Count >= _most)
            {
                DropIdle();
            }

            return _deliveries[endpoint.Id] = new EndpointDelivery(endpoint, before, _telemetry, Time);
        }
    }

    /// <summary>Drops the tenth of the deliveries that was not used for the longest time, but at least one.</summary>
    private void DropIdle()
    {
        foreach (EndpointDelivery idle in _deliveries.Values.OrderBy(d => d.LastUsed).Take((_most / 10) + 1))
        {
            _deliveries.TryRemove(idle.EndpointId, out _);
        }
    }

    private IEnumerable<Measurement<int>> ReadBreakers() =>
        from delivery in _deliveries.Values
        where delivery.Breaker is not null
        select new Measurement<int>(
            delivery.Breaker!.State switch { CircuitState.Closed => 0, CircuitState.HalfOpen => 1, _ => 2 },
            [new KeyValuePair<string, object?>(EndpointTag, delivery.EndpointId), .. _account]);

    private IEnumerable<Measurement<long>> ReadQueues()
    {
        foreach (EndpointDelivery delivery in _deliveries.Values)
        {
            if (delivery.Rate is { } rate)
            {
                yield return Measure(rate.Waiting, delivery, "rate");
            }

            if (delivery.Places is { } places)
            {
                yield return Measure(places.Waiting, delivery, "concurrency");
            }
        }

        Measurement<long> Measure(long waiting, EndpointDelivery delivery, string limiter) =>
            new(waiting, [new(EndpointTag, delivery.EndpointId), new("convosoconnect.limiter", limiter), .. _account]);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ConvosoConnect.Sdk.Reliability.Tests.Canaries;

/// <summary>Traces and metrics of the engine, while it lives.</summary>
internal sealed class Listening : IDisposable
{
    private readonly ConcurrentQueue<string> _traces = new();
    private readonly ConcurrentQueue<string> _metrics = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();

    public Listening()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("ConvosoConnect", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _traces.Enqueue(
                $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)} "
                + $"{string.Join(' ', activity.Events.SelectMany(e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("ConvosoConnect", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _metrics.Enqueue($"{instrument.Name} {value} {string.Join(' ', tags.ToArray())}"));
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _metrics.Enqueue($"{instrument.Name} {value} {string.Join(' ', tags.ToArray())}"));
        _meters.Start();
    }

    public string Traces => string.Join('\n', _traces);

    public string Metrics => string.Join('\n', _metrics);

    public void Dispose()
    {
        _activities.Dispose();
        _meters.Dispose();
    }
}

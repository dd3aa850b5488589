using System.Diagnostics;
using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>What an app's OpenTelemetry gets to see, under the documented names; and that no credential is in it.</summary>
[Collection(TelemetryGroup.Name)]
public sealed class TelemetryTests
{
    private const string Secret = "cAnArY-7f3e";

    private readonly RunningClock _clock = new();

    [Fact]
    public async Task SendAsync_TriedAgain_TracesEachAttemptWithinTheSend()
    {
        var spans = new List<Activity>();
        using TracerProvider traces = OpenTelemetry.Sdk.CreateTracerProviderBuilder().AddSource(ConvosoConnectTelemetry.SourceName).AddInMemoryExporter(spans).Build();
        await using var lab = new Lab(Lab.InTurn(() => Lab.Answer(503), () => throw new HttpRequestException(HttpRequestError.ConnectionError), () => Lab.Answer()), _clock);
        string id = Guid.NewGuid().ToString("N");

        await lab.SendAsync(Lab.Endpoint(new() { MaxAttempts = 3 }, id: id));
        traces.ForceFlush();

        Activity[] ours = [.. spans.Where(s => (string?)s.GetTagItem("convosoconnect.endpoint.id") == id)];
        Activity send = Assert.Single(ours, s => s.OperationName == "ConvosoConnect.Send");
        Activity[] attempts = [.. ours.Where(s => s.OperationName == "ConvosoConnect.Attempt")];
        Assert.All(attempts, a => Assert.Equal(send.SpanId, a.ParentSpanId));
        Assert.Equal([(1, 503, "503"), (2, null, "Connect"), (3, 200, null)], attempts.Select(Tags));
        Assert.Equal([ActivityStatusCode.Error, ActivityStatusCode.Error, ActivityStatusCode.Ok], attempts.Select(a => a.Status));

        static (int, int?, string?) Tags(Activity a) =>
            ((int)a.GetTagItem("convosoconnect.attempt")!, (int?)a.GetTagItem("http.response.status_code"), (string?)a.GetTagItem("error.type"));
    }

    [Fact]
    public async Task Metrics_OfASend_HaveTheDocumentedNames()
    {
        var metrics = new List<Metric>();
        using MeterProvider meters = OpenTelemetry.Sdk.CreateMeterProviderBuilder().AddMeter(ConvosoConnectTelemetry.MeterName).AddInMemoryExporter(metrics).Build();
        string file = Path.Combine(Directory.CreateTempSubdirectory("convoso-connect-").FullName, "connect.db");
        await using var lab = new Lab(Lab.InTurn(() => Lab.Answer(500), () => Lab.Answer(500)), _clock, b => b.UseSqliteLog($"Data Source={file}"));
        ConnectEndpoint endpoint = Lab.Endpoint(new()
        {
            MaxAttempts = 2,
            ReceiverIsIdempotent = true,
            FailureRatio = 1,
            MinimumThroughput = 2,
            RateLimit = 100,
            MaxConcurrency = 3,
        });

        await lab.SendAsync(endpoint);
        meters.ForceFlush();

        Assert.Equal(
            [
                ("convosoconnect.breaker.state", "{state}"),
                ("convosoconnect.delivery.queue.length", "{send}"),
                ("convosoconnect.log.queue.length", "{entry}"),
                ("convosoconnect.send.duration", "s"),
                ("convosoconnect.send.retries", "{attempt}"),
            ],
            metrics.Select(m => (m.Name, m.Unit)).Distinct().Order());
        Assert.Equal(2, Points(metrics, "convosoconnect.breaker.state").Single().Value);
        Assert.Equal(1, Points(metrics, "convosoconnect.send.retries").Single().Value);
        Assert.Equal(
            ["convosoconnect.endpoint.id=crm,convosoconnect.limiter=concurrency", "convosoconnect.endpoint.id=crm,convosoconnect.limiter=rate"],
            Points(metrics, "convosoconnect.delivery.queue.length").Select(p => p.Tags).Order());
    }

    [Fact]
    public async Task Metrics_SendsThatWait_CountInTheQueues()
    {
        var metrics = new List<Metric>();
        using MeterProvider meters = OpenTelemetry.Sdk.CreateMeterProviderBuilder().AddMeter(ConvosoConnectTelemetry.MeterName).AddInMemoryExporter(metrics).Build();
        _clock.Runs = false;
        await using var lab = new Lab(Lab.InTurn(() => Lab.Answer()), _clock);
        string id = Guid.NewGuid().ToString("N");
        await lab.SaveAsync(Lab.Endpoint(new() { RateLimit = 1, RateInterval = TimeSpan.FromSeconds(2) }, id: id));

        Task[] sending = [.. Enumerable.Range(0, 4).Select(_ => lab.Client.SendAsync(id, Lab.Lead, Lab.Token))];
        meters.ForceFlush();
        Assert.Equal(3, Points(metrics, "convosoconnect.delivery.queue.length").Single(p => p.Tags.Contains(id, StringComparison.Ordinal)).Value);

        _clock.Advance(TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(2));
        await Task.WhenAll(sending);
        Assert.Equal(0, lab.Registry.Get((await lab.Endpoints.GetAsync(id, Lab.Token))!).Rate?.Waiting);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(0)]
    public async Task SendAsync_SecretsEverywhere_NoneIsInTracesMetricsLogMessagesOrAttempts(int status)
    {
        var spans = new List<Activity>();
        var metrics = new List<Metric>();
        using TracerProvider traces = OpenTelemetry.Sdk.CreateTracerProviderBuilder().AddSource("*").AddInMemoryExporter(spans).Build();
        using MeterProvider meters = OpenTelemetry.Sdk.CreateMeterProviderBuilder().AddMeter("*").AddInMemoryExporter(metrics).Build();
        await using var lab = new Lab(
            (_, _) => status == 0
                ? throw new HttpRequestException(HttpRequestError.ConnectionError, Secret, new IOException(Secret))
                : Task.FromResult(Lab.Answer(status, $$"""{"ok":"no {{Secret}}"}""", Secret)),
            _clock);
        ConnectEndpoint endpoint = Lab.Endpoint(
            new()
            {
                MaxAttempts = 3,
                ReceiverIsIdempotent = true,
                FailureRatio = 1,
                MinimumThroughput = 4,
                RateLimit = 5,
                MaxConcurrency = 2,
                AttemptTimeout = TimeSpan.FromSeconds(20),
            },
            $"http://crm.example/leads?token={Secret}") with
        {
            ApiAuthentication = $"key={Secret}",
            AuthorizationHeader = $"Authorization: Bearer {Secret}",
        };
        await lab.SaveAsync(endpoint);

        var told = new List<string>();
        for (int i = 0; i < 3; i++)
        {
            (var result, ConnectLogEntry entry) = await lab.SendAsync();
            told.Add($"{result.Error} {result.Diagnosis} {entry.ErrorMessage} {string.Join('|', entry.Attempts)}");
        }

        meters.ForceFlush();
        traces.Dispose();
        told.AddRange(spans.Select(s =>
            $"{s.DisplayName} {s.StatusDescription} {string.Join('|', s.TagObjects)} {string.Join('|', s.Events.Select(e => $"{e.Name} {string.Join('|', e.Tags)}"))}"));
        told.AddRange(metrics.SelectMany(m => Points(metrics, m.Name)).Select(p => p.Tags));
        told.AddRange(lab.Services.GetFakeLogCollector().GetSnapshot().Select(r => $"{r.Message} {string.Join('|', r.StructuredState ?? [])} {r.Exception}"));
        Assert.Contains(told, t => t.Contains("ConvosoConnect.Attempt", StringComparison.Ordinal));
        Assert.All(told, t => Assert.DoesNotContain(Secret, t, StringComparison.OrdinalIgnoreCase));
    }

    private static List<(string Tags, long Value)> Points(List<Metric> metrics, string name)
    {
        var points = new List<(string, long)>();
        foreach (Metric metric in metrics.Where(m => m.Name == name).TakeLast(1))
        {
            foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
            {
                var tags = new List<string>();
                foreach (KeyValuePair<string, object?> tag in point.Tags)
                {
                    tags.Add($"{tag.Key}={tag.Value}");
                }

                bool isLong = metric.MetricType is MetricType.LongSum or MetricType.LongSumNonMonotonic or MetricType.LongGauge;
                points.Add((string.Join(',', tags.Order()), !isLong ? 0 : metric.MetricType == MetricType.LongGauge ? point.GetGaugeLastValueLong() : point.GetSumLong()));
            }
        }

        return points;
    }
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

/// <summary>What traces, metrics and the app's log tell of a send, and that they never tell a credential.</summary>
public sealed class TelemetryTests(Receivers receivers) : IClassFixture<Receivers>
{
    private const string Secret = "s3cret-token";

    [Theory]
    [InlineData(200, """{"ok":"personal-answer"}""", null)]
    [InlineData(200, """{"ok":"no"}""", "Rejected")]
    [InlineData(503, """{"ok":"personal-answer s3cret-token"}""", "503")]
    public async Task SendAsync_TracesAndMeasures_WithTheDocumentedTagsAndNoSecret(int status, string body, string? errorType)
    {
        string url = receivers.Answer(body, status: status);
        string id = Guid.NewGuid().ToString("N");
        var activities = new List<Activity>();
        using ActivityListener listener = Listen(id, activities);
        await using var engine = new Engine(build: b => b.Services.AddFakeLogging(o => o.FilteredLevels.Clear()).Configure<LoggerFilterOptions>(o => o.MinLevel = LogLevel.Trace));
        using var durations = new MetricCollector<double>(engine.Services.GetRequiredService<IMeterFactory>(), ConvosoConnectTelemetry.MeterName, "convosoconnect.send.duration");
        await engine.SaveAsync(Configured(url, id));

        ConnectResult result = await engine.Client.SendAsync(id, Engine.Lead, new SendOptions { Origin = "workflow:12" }, Engine.Token);

        var tags = new Dictionary<string, object?>
        {
            ["convosoconnect.endpoint.id"] = id,
            ["http.request.method"] = "POST",
            ["server.address"] = "127.0.0.1",
            ["server.port"] = new Uri(url).Port,
            ["http.response.status_code"] = status,
        };
        if (errorType is not null)
        {
            tags["error.type"] = errorType;
        }

        CollectedMeasurement<double> measured = Assert.Single(durations.GetMeasurementSnapshot());
        Assert.Equal(tags.OrderBy(t => t.Key), measured.Tags.OrderBy(t => t.Key));
        Assert.Equal(result.Duration.TotalSeconds, measured.Value);
        Activity activity = Assert.Single(activities);
        Assert.Equal(ActivityKind.Client, activity.Kind);
        Assert.Equal(tags.Append(new("convosoconnect.origin", "workflow:12")).OrderBy(t => t.Key), activity.TagObjects.OrderBy(t => t.Key));
        Assert.Equal(errorType is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, activity.Status);
        Assert.Equal(result.Error?.Kind.ToString(), activity.StatusDescription);
        string told = string.Join('|', activity.TagObjects.Concat(measured.Tags)) + activity.StatusDescription + activity.DisplayName;
        Assert.DoesNotContain(Secret, told, StringComparison.Ordinal);
        Assert.DoesNotContain("personal", told, StringComparison.Ordinal);
        Assert.DoesNotContain("token=", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_NotSent_IsMeasuredWithoutAnAddress()
    {
        await using var engine = new Engine();
        using var durations = new MetricCollector<double>(engine.Services.GetRequiredService<IMeterFactory>(), ConvosoConnectTelemetry.MeterName, "convosoconnect.send.duration");
        await engine.SendAsync();

        Assert.Equal(
            new Dictionary<string, object?> { ["convosoconnect.endpoint.id"] = "", ["error.type"] = "EndpointNotFound" }.OrderBy(t => t.Key),
            Assert.Single(durations.GetMeasurementSnapshot()).Tags.OrderBy(t => t.Key));
    }

    [Theory]
    [InlineData(200, """{"ok":"s3cret-token"}""", LogLevel.Debug)]
    [InlineData(401, """{"ok":"bad s3cret-token"}""", LogLevel.Warning)]
    [InlineData(200, "no json s3cret-token", LogLevel.Warning)]
    public async Task SendAsync_AppLog_HoldsOneLineWithoutSecretOrUrl(int status, string body, LogLevel level)
    {
        string url = receivers.Answer(body, status: status);
        await using var engine = new Engine(build: b => b.Services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddFakeLogging()));
        await engine.SendAsync(Configured(url, "crm"));

        IReadOnlyList<FakeLogRecord> all = engine.Services.GetFakeLogCollector().GetSnapshot();
        FakeLogRecord line = Assert.Single(all, r => r.Category!.StartsWith("ConvosoConnect", StringComparison.Ordinal));
        Assert.Equal(level, line.Level);
        Assert.Contains("lead 4711", line.Message, StringComparison.Ordinal);
        Assert.All(all, r => Assert.DoesNotContain(Secret, r.Message + string.Join('|', r.StructuredState ?? []), StringComparison.Ordinal));
        Assert.All(all, r => Assert.DoesNotContain("token=", r.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SendAsync_Traced_SendsNoTraceHeadersToTheReceiver()
    {
        string url = receivers.Answer("""{"ok":1}""");
        using ActivityListener listener = Listen("crm", []);
        await Receivers.SendAsync(url);

        Assert.DoesNotContain(Assert.Single(receivers.Seen(url)).Headers.Keys, k => k.Contains("trace", StringComparison.OrdinalIgnoreCase) || k == "Request-Id");
    }

    private static ConnectEndpoint Configured(string url, string id) => Engine.Endpoint($"{url}?token={Secret}") with
    {
        Id = id,
        ApiAuthentication = $"key={Secret}",
        AuthorizationHeader = $"Authorization: Bearer {Secret}",
    };

    private static ActivityListener Listen(string endpointId, List<Activity> activities)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ConvosoConnectTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if ((string?)activity.GetTagItem("convosoconnect.endpoint.id") == endpointId)
                {
                    activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}

using System.Diagnostics;
using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>Delivery rules of two accounts that have the same endpoint id: what happens to the one is not told of the other.</summary>
[Collection(TelemetryGroup.Name)]
public sealed class AccountTests
{
    private static readonly string[] Accounts = ["acme", "globex"];

    [Fact]
    public async Task SendAsync_OneAccountsReceiverFails_OpensItsBreakerAlone()
    {
        await using ServiceProvider host = Build();
        foreach (string account in Accounts)
        {
            await SaveAsync(host.GetRequiredKeyedService<ConvosoConnectEngine>(account));
        }

        ConnectResult[][] results = [.. await Task.WhenAll(Accounts.Select(async account =>
        {
            IConvosoConnectClient client = host.GetRequiredKeyedService<IConvosoConnectClient>(account);
            var three = new ConnectResult[3];
            for (int i = 0; i < three.Length; i++)
            {
                three[i] = await client.SendAsync("crm", Lab.Lead, Lab.Token);
            }

            return three;
        }))];

        Assert.Equal([ConnectErrorKind.HttpStatus, ConnectErrorKind.HttpStatus, ConnectErrorKind.BreakerOpen], results[0].Select(r => r.Error?.Kind));
        Assert.All(results[1], r => Assert.True(r.Succeeded));
        HealthReport report = await host.GetRequiredService<HealthCheckService>().CheckHealthAsync(Lab.Token);
        Assert.Equal(
            [("convosoconnect", HealthStatus.Healthy), ("convosoconnect-acme", HealthStatus.Degraded), ("own", HealthStatus.Healthy)],
            report.Entries.Select(e => (e.Key, e.Value.Status)).Order());
    }

    [Fact]
    public async Task SendAsync_TwoAccounts_AreToldApartByOpenTelemetryAlsoWhenOneHasEnded()
    {
        var spans = new List<Activity>();
        var metrics = new List<Metric>();
        using TracerProvider traces = OpenTelemetry.Sdk.CreateTracerProviderBuilder().AddSource(ConvosoConnectTelemetry.SourceName).AddInMemoryExporter(spans).Build();
        using MeterProvider meters = OpenTelemetry.Sdk.CreateMeterProviderBuilder().AddMeter(ConvosoConnectTelemetry.MeterName).AddInMemoryExporter(metrics).Build();
        await using ServiceProvider host = Build();
        foreach (string account in Accounts)
        {
            await SaveAsync(host.GetRequiredKeyedService<ConvosoConnectEngine>(account));
            await host.GetRequiredKeyedService<IConvosoConnectClient>(account).SendAsync("crm", Lab.Lead, Lab.Token);
        }

        traces.ForceFlush();
        meters.ForceFlush();
        Assert.Equal(
            ["ConvosoConnect.Attempt acme", "ConvosoConnect.Attempt globex", "ConvosoConnect.Send acme", "ConvosoConnect.Send globex"],
            spans.Select(s => $"{s.OperationName} {s.GetTagItem(ConvosoConnectTelemetry.AccountTag)}").Order());
        Assert.All(
            new[] { "convosoconnect.send.duration", "convosoconnect.breaker.state" },
            name => Assert.Equal(["acme", "globex"], metrics.Where(m => m.Name == name).SelectMany(AccountsOf).Order()));
        Assert.Equal(["acme", "globex"], metrics.Where(m => m.Name == "convosoconnect.send.duration").Select(m => m.MeterTags!.Single().Value).Order());

        await host.GetRequiredKeyedService<ConvosoConnectEngine>("acme").DisposeAsync();
        meters.ForceFlush();
        metrics.Clear();
        await host.GetRequiredKeyedService<IConvosoConnectClient>("globex").SendAsync("crm", Lab.Lead, Lab.Token);
        meters.ForceFlush();
        Assert.Equal(["globex"], metrics.Where(m => m.Name == "convosoconnect.send.duration").SelectMany(AccountsOf));
    }

    private static IEnumerable<string> AccountsOf(Metric metric)
    {
        foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
        {
            foreach (KeyValuePair<string, object?> tag in point.Tags)
            {
                if (tag.Key == ConvosoConnectTelemetry.AccountTag)
                {
                    return [(string)tag.Value!];
                }
            }
        }

        return [];
    }

    private static async Task SaveAsync(ConvosoConnectEngine engine)
    {
        await engine.Adaptors.SaveAsync(new Adaptor { Id = "map", Name = "Map", Fields = [new FieldMapping { Field = "email", MappedTo = "email" }] }, Lab.Token);
        await engine.Endpoints.SaveAsync(Lab.Endpoint(new() { FailureRatio = 1, MinimumThroughput = 2 }), Lab.Token);
    }

    private static ServiceProvider Build()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddConvosoConnect();
        foreach ((string account, int status) in new[] { ("acme", 500), ("globex", 200) })
        {
            services.AddConvosoConnect(account, options => options.AllowHttp = true).UseResilience()
                .ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new Responding(status)));
        }

        services.AddHealthChecks().AddConvosoConnect().AddConvosoConnectAccount("acme").AddConvosoConnectAccount("globex", "own");
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private sealed class Responding(int status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Lab.Answer(status));
    }
}

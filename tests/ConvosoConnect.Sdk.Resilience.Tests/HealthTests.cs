using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

public sealed class HealthTests
{
    private static readonly DeliveryRules Fragile = new() { FailureRatio = 1, MinimumThroughput = 2 };

    [Fact]
    public async Task CheckHealthAsync_StoresCanBeRead_IsHealthy()
    {
        await using var lab = new Lab(build: b => b.Services.AddHealthChecks().AddConvosoConnect(tags: ["ready"]));

        (HealthReport report, HealthReportEntry entry) = await CheckAsync(lab);

        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Equal(["ready"], entry.Tags);
    }

    [Fact]
    public async Task CheckHealthAsync_WithoutThePackageInUse_LooksAtTheStoresOnly()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddConvosoConnect();
        services.AddHealthChecks().AddConvosoConnect();
        await using ServiceProvider provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.Equal(HealthStatus.Healthy, (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Lab.Token)).Status);
    }

    [Fact]
    public async Task CheckHealthAsync_BreakerOpen_IsDegradedAndNamesTheEndpoint()
    {
        await using var lab = new Lab(Lab.InTurn(() => Lab.Answer(500)), new RunningClock(), b => b.Services.AddHealthChecks().AddConvosoConnect());
        await lab.SaveAsync(Lab.Endpoint(Fragile));
        await lab.SendAsync();
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(lab)).Report.Status);
        await lab.SendAsync();

        (HealthReport report, HealthReportEntry entry) = await CheckAsync(lab);

        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Equal(["crm"], Assert.IsType<string[]>(entry.Data["openBreakers"]));
    }

    [Theory]
    [InlineData(null, HealthStatus.Unhealthy)]
    [InlineData(HealthStatus.Degraded, HealthStatus.Degraded)]
    public async Task CheckHealthAsync_LogCannotBeRead_IsUnhealthyOrWhatTheAppSays(HealthStatus? said, HealthStatus expected)
    {
        await using var lab = new Lab(build: b =>
        {
            b.UseLogStore<BrokenLog>();
            b.Services.AddHealthChecks().AddConvosoConnect("engine", said);
        });

        (HealthReport report, HealthReportEntry entry) = await CheckAsync(lab, "engine");

        Assert.Equal(expected, report.Status);
        Assert.Equal("The log cannot be read: InvalidOperationException.", entry.Description);
        Assert.Null(entry.Exception);
    }

    [Fact]
    public async Task CheckHealthAsync_StoreHangs_EndsWithItsTimeout()
    {
        await using var lab = new Lab(build: b =>
        {
            b.Services.Replace(ServiceDescriptor.Singleton<IEndpointStore, HangingEndpoints>());
            b.Services.AddHealthChecks().AddConvosoConnect(timeout: TimeSpan.FromMilliseconds(50));
        });

        (HealthReport report, _) = await CheckAsync(lab);

        Assert.Equal(HealthStatus.Unhealthy, report.Status);
    }

    [Fact]
    public async Task CheckHealthAsync_BrokenReload_IsDegradedUntilAGoodOne()
    {
        IConfigurationRoot configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Connect:RequestTimeout", "00:00:09")]).Build();
        await using ServiceProvider provider = Build(configuration);
        HealthCheckService health = provider.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(Lab.Token)).Status);

        configuration["Connect:Endpoints:s3cret:ApiUrl"] = "https://s3cret.example";
        configuration.Reload();
        HealthReportEntry broken = (await health.CheckHealthAsync(Lab.Token)).Entries["convosoconnect"];
        configuration["Connect:Endpoints:s3cret:AdaptorId"] = "map";
        configuration.Reload();

        Assert.Equal(HealthStatus.Degraded, broken.Status);
        Assert.Equal("The configuration was changed and is broken, so that the last good one is still in force. The app's log says what is wrong.", broken.Description);
        Assert.Null(broken.Exception);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(Lab.Token)).Status);
    }

    [Fact]
    public async Task CheckHealthAsync_BrokenFromTheBeginning_IsAFindingAndNoException()
    {
        await using ServiceProvider provider = Build(new ConfigurationBuilder().AddInMemoryCollection([new("Connect:RequestTimeout", "soon")]).Build());

        HealthReportEntry entry = (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Lab.Token)).Entries["convosoconnect"];

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal("The endpoint store cannot be read: OptionsValidationException.", entry.Description);
    }

    private static ServiceProvider Build(IConfigurationRoot configuration)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddConvosoConnect(configuration.GetSection("Connect"));
        services.AddHealthChecks().AddConvosoConnect();
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private static async Task<(HealthReport Report, HealthReportEntry Entry)> CheckAsync(Lab lab, string name = "convosoconnect")
    {
        HealthReport report = await lab.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Lab.Token);
        return (report, report.Entries[name]);
    }

    private sealed class BrokenLog : IConnectLogStore
    {
        public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default) => throw new InvalidOperationException("Password=s3cret");

        public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default) => throw new InvalidOperationException("Password=s3cret");

        public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => throw new InvalidOperationException();

        public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => throw new InvalidOperationException();
    }

    private sealed class HangingEndpoints : IEndpointStore
    {
        public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default) => new(new TaskCompletionSource<ConnectEndpoint?>().Task);

        public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}

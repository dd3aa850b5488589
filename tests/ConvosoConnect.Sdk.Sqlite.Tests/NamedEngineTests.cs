using System.Net;
using System.Text;
using ConvosoConnect.Sdk.Tests.Stores;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

/// <summary>Several accounts in one host, with stores of their own in SQLite, and logging, clock, meters and data protection from the host.</summary>
public sealed class NamedEngineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 15, 19, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SendAsync_EnginesThatShareTheHostsServices_KeepTheirOwnStoresAndOptions()
    {
        using var file = new SqliteFile();
        using var other = new SqliteFile();
        await using ServiceProvider host = Host(
            ("acme", builder => builder.UseSqlite($"Data Source={file.Path}"), _ => { }
        ),
            ("globex", builder => builder.UseSqlite($"Data Source={other.Path}"), o => o.MaxResponseBytes = 1),
            ("initech", _ => { }, o => o.LogResultLength = 4));

        ConnectResult[] results = await Task.WhenAll(new[] { "acme", "globex", "initech" }.Select(name => SendAsync(host, name)));

        Assert.Equal(["accepted", null, "accepted"], results.Select(r => r.Value));
        Assert.Equal(ConnectErrorKind.ResponseTooLarge, results[1].Error?.Kind);
        Assert.Equal(["acme: accepted", "globex: ", "initech: acc…"], await Task.WhenAll(new[] { "acme", "globex", "initech" }.Select(async name =>
        {
            IConnectLogStore log = Inner(host, name).GetRequiredService<IConnectLogStore>();
            ConnectLogEntry entry = Assert.Single((await log.QueryAsync(new ConnectLogQuery(), Token)).Entries);
            Assert.Equal(Noon, entry.Timestamp);
            return $"{entry.Origin}: {entry.Result}";
        })));
        Assert.Equal([1024 * 1024, 1], new[] { "acme", "globex" }.Select(name => Inner(host, name).GetRequiredService<IOptions<ConvosoConnectOptions>>().Value.MaxResponseBytes));

        // Credentials are encrypted by the host's data protection, so no engine warns that they are not.
        IReadOnlyList<FakeLogRecord> log = host.GetFakeLogCollector().GetSnapshot();
        Assert.Equal(2, log.Count(r => r.Message.EndsWith("sent, status 200, 0 ms.", StringComparison.Ordinal)));
        Assert.Single(log, r => r.Level == LogLevel.Warning && r.Message.Contains("ResponseTooLarge", StringComparison.Ordinal));
        Assert.DoesNotContain(log, r => r.Id == 40);
    }

    [Fact]
    public async Task Dispose_OneEngine_LeavesTheOthersAndTheHostWorking()
    {
        using var file = new SqliteFile();
        await using ServiceProvider host = Host(("acme", builder => builder.UseSqlite($"Data Source={file.Path}"), _ => { }), ("globex", _ => { }, _ => { }));
        await Task.WhenAll(SendAsync(host, "acme"), SendAsync(host, "globex"));

        await host.GetRequiredKeyedService<ConvosoConnectEngine>("acme").DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => SendAsync(host, "acme"));
        host.GetFakeLogCollector().Clear();
        Assert.Equal("accepted", (await SendAsync(host, "globex")).Value);
        Assert.NotEmpty(host.GetFakeLogCollector().GetSnapshot());
        host.GetRequiredService<FakeTimeProvider>().Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("secret", host.GetRequiredService<IDataProtectionProvider>().CreateProtector("a").Unprotect(
            host.GetRequiredService<IDataProtectionProvider>().CreateProtector("a").Protect("secret")));
    }

    private static async Task<ConnectResult> SendAsync(ServiceProvider host, string name)
    {
        IConvosoConnectClient client = host.GetRequiredKeyedService<IConvosoConnectClient>(name);
        if (await Inner(host, name).GetRequiredService<IEndpointStore>().GetAsync(StubEngine.EndpointId, Token) is null)
        {
            await Inner(host, name).GetRequiredService<IAdaptorStore>().SaveAsync(StubEngine.Adaptor, Token);
            await Inner(host, name).GetRequiredService<IEndpointStore>().SaveAsync(StubEngine.Endpoint with { ApiAuthentication = "api_key=0123456789abcdef" }, Token);
        }

        return await client.SendAsync(StubEngine.EndpointId, StubEngine.Lead("a"), new SendOptions { Origin = name }, Token);
    }

    private static IServiceProvider Inner(ServiceProvider host, string name) => host.GetRequiredKeyedService<ConvosoConnectEngine>(name).Services;

    private static ServiceProvider Host(params (string Name, Action<ConvosoConnectBuilder> Use, Action<ConvosoConnectOptions> Configure)[] engines)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug)).AddFakeLogging();
        services.AddMetrics();
        services.AddSingleton(new FakeTimeProvider(Noon));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<FakeTimeProvider>());
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        foreach ((string name, Action<ConvosoConnectBuilder> use, Action<ConvosoConnectOptions> configure) in engines)
        {
            use(services.AddConvosoConnect(name, configure).ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new Accepting())));
        }

        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private sealed class Accepting : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
            new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"ok":"accepted"}""", Encoding.UTF8, "application/json") });
    }
}

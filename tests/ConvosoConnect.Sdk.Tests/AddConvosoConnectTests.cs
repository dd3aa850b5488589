using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Adaptors.InMemory;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Endpoints.InMemory;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Logs.InMemory;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Tests;

public sealed class AddConvosoConnectTests(Receivers receivers) : IClassFixture<Receivers>
{
    private static readonly ServiceProviderOptions Strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    [Fact]
    public async Task AddConvosoConnect_Alone_GivesAWorkingEngineOfSingletons()
    {
        var services = new ServiceCollection();
        services.AddConvosoConnect();
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);

        Assert.IsType<InMemoryEndpointStore>(provider.GetRequiredService<IEndpointStore>());
        Assert.IsType<InMemoryAdaptorStore>(provider.GetRequiredService<IAdaptorStore>());
        Assert.IsType<InMemoryConnectLogStore>(provider.GetRequiredService<IConnectLogStore>());
        Assert.Same(provider.GetRequiredService<IConnectLogStore>(), provider.GetRequiredService<IConnectLogRetention>());
        Assert.Same(provider.GetRequiredService<IConnectLogStore>(), provider.GetRequiredService<IConnectLogStatistics>());
        Assert.Same(provider.GetRequiredService<IConvosoConnectClient>(), provider.GetRequiredService<IConvosoConnectClient>());
        Assert.Equal(["RAW", "JSON"], provider.GetServices<IBodyEncoder>().Select(e => e.Name));
        Assert.Equal(["JSON", "XML", "TEXT"], provider.GetServices<IResponseParser>().Select(p => p.Name));
        Assert.Contains("HubSpot v3", provider.GetServices<IIntegratorTemplate>().Select(t => t.Name));
        ConnectResult result = await provider.GetRequiredService<IConvosoConnectClient>().SendAsync("none", new LeadRecord(), Engine.Token);
        Assert.Equal(ConnectErrorKind.EndpointNotFound, result.Error!.Kind);
        Assert.All(services.Where(d => d.ServiceType.Namespace?.StartsWith("ConvosoConnect", StringComparison.Ordinal) == true),
            d => Assert.Equal(ServiceLifetime.Singleton, d.Lifetime));
    }

    [Fact]
    public void AddConvosoConnect_Twice_EqualsOnce()
    {
        static void Register(ServiceCollection services) => services.AddConvosoConnect()
            .AddBodyEncoder<XmlEncoder>().AddResponseParser<DigitParser>().AddIntegrator<PlainTemplate>()
            .UseEndpointStore<FailingStores>().UseLeads([Engine.Lead]);
        var once = new ServiceCollection();
        Register(once);
        var twice = new ServiceCollection();
        Register(twice);
        Register(twice);

        // The framework's own options machinery appends without effect; all else must stand there once.
        static IEnumerable<string> Own(ServiceCollection services) => services
            .Where(d => !d.ServiceType.FullName!.StartsWith("Microsoft.Extensions.Options.I", StringComparison.Ordinal)).Select(d => d.ServiceType.ToString());
        Assert.Equal(Own(once).Order(), Own(twice).Order());
        Assert.Single(twice, d => d.ServiceType == typeof(IConvosoConnectClient));
        Assert.Single(twice, d => !d.IsKeyedService && d.ImplementationInstance is OptionTable<ConvosoConnectOptions>);
        Assert.Single(twice, d => d.ImplementationType == typeof(XmlEncoder));
    }

    [Fact]
    public async Task AddConvosoConnect_Twice_SendsOnceWithoutFollowingRedirects()
    {
        string second = receivers.Answer("{}");
        string url = receivers.Answer("", "", 302, ("Location", second));
        var services = new ServiceCollection();
        services.AddConvosoConnect(o => (o.AllowHttp, o.AllowedNetworks) = (true, Engine.Loopback));
        services.AddConvosoConnect(o => o.MaxResponseBytes = 100).ConfigureHttpClient(_ => { });
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);
        await provider.GetRequiredService<IAdaptorStore>().SaveAsync(Engine.Adaptor, Engine.Token);
        await provider.GetRequiredService<IEndpointStore>().SaveAsync(Engine.Endpoint(url), Engine.Token);

        ConnectResult result = await provider.GetRequiredService<IConvosoConnectClient>().SendAsync("crm", Engine.Lead, Engine.Token);

        Assert.Equal(302, result.StatusCode);
        Assert.Single(receivers.Seen(url));
        Assert.Empty(receivers.Seen(second));
    }

    [Fact]
    public async Task Use_Replaces_AndAddAppends()
    {
        await using var engine = new Engine(build: b => b
            .UseEndpointStore<FailingStores>().UseAdaptorStore<FailingStores>().UseAdaptorResolver<FailingStores>().UseLeadSource<FailingStores>()
            .AddBodyEncoder<XmlEncoder>().AddResponseParser<DigitParser>().AddIntegrator<PlainTemplate>());

        Assert.IsType<FailingStores>(Assert.Single(engine.Services.GetServices<IEndpointStore>()));
        Assert.IsType<FailingStores>(Assert.Single(engine.Services.GetServices<IAdaptorStore>()));
        Assert.IsType<FailingStores>(Assert.Single(engine.Services.GetServices<IAdaptorResolver>()));
        Assert.IsType<FailingStores>(Assert.Single(engine.Services.GetServices<ILeadSource>()));
        Assert.Equal(["RAW", "JSON", "XML-LEAD"], engine.Services.GetServices<IBodyEncoder>().Select(e => e.Name));
        var validator = engine.Services.GetRequiredService<EndpointValidator>();
        Assert.Empty(validator.Validate(Engine.Endpoint("https://x.example") with { PostDataType = "XML-LEAD", ResponseDataType = "Digit", ApiIntegrator = "plain" }));
    }

    [Theory]
    [InlineData("json")]
    [InlineData(" ")]
    public async Task Add_DuplicateOrEmptyName_FailsWithTheKnownNames(string name)
    {
        await using var engine = new Engine(build: b => b.Services.AddSingleton<IBodyEncoder>(new NamedEncoder(name)));
        var exception = Assert.Throws<InvalidOperationException>(() => engine.Client);

        Assert.Contains(name == " " ? "has no name" : "All names: JSON, RAW", exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(NamedEncoder), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoProviders_WithOtherSettings_DoNotDisturbEachOther()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var open = new Engine();
        await using var closed = new Engine(o => o.AllowHttp = false);
        await using var small = new Engine(o => o.MaxResponseBytes = 3);
        await open.SaveAsync(Engine.Endpoint(url));
        await small.SaveAsync(Engine.Endpoint(url));
        await Assert.ThrowsAsync<ConnectValidationException>(() => closed.SaveAsync(Engine.Endpoint(url)));

        for (int i = 0; i < 2; i++)
        {
            Assert.True((await open.SendAsync()).Result.Succeeded);
            Assert.Equal(ConnectErrorKind.ResponseTooLarge, (await small.SendAsync()).Result.Error!.Kind);
        }

        Assert.Empty(await closed.Endpoints.ListAsync(null, Engine.Token));
        Assert.Equal(2, (await open.Log.QueryAsync(new ConnectLogQuery(), Engine.Token)).Total);
        Assert.Equal(2, (await small.Log.QueryAsync(new ConnectLogQuery(), Engine.Token)).Total);
    }

    [Fact]
    public async Task ConfigureHttpClient_Handler_SeesTheRequestAndMayAddToIt()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        (ConnectResult result, var entry) = await Receivers.SendAsync(url, build: b => b.ConfigureHttpClient(c => c.AddHttpMessageHandler(() => new StampingHandler())));

        Assert.True(result.Succeeded);
        Assert.Equal("POST application/json", Assert.Single(receivers.Seen(url)).Headers["X-Stamp"]);
        Assert.Contains(entry.InputData!.Headers, h => h.Key == "X-Stamp");
    }

    [Fact]
    public async Task TimeProvider_OfTheApp_IsUsed()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 8, 9, 59, 59, TimeSpan.Zero));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddConvosoConnect();
        await using ServiceProvider provider = services.BuildServiceProvider(Strict);
        ConnectResult result = await provider.GetRequiredService<IConvosoConnectClient>().SendAsync("none", Engine.Lead, Engine.Token);
        ConnectLogEntry entry = (await provider.GetRequiredService<IConnectLogStore>().GetAsync(result.LogId!.Value, Engine.Token))!;

        Assert.Equal(time.GetUtcNow(), entry.Timestamp);
        Assert.Equal(TimeSpan.Zero, entry.Timestamp.Offset);
        Assert.Equal(TimeSpan.Zero, result.Duration);
    }

    private sealed class PlainTemplate : IIntegratorTemplate
    {
        public string Name => "Plain";

        public IntegratorContract Contract => IntegratorContract.None;

        public void Shape(IntegratorRequest request)
        {
        }

        public IntegratorReading? Read(IntegratorResponse response) => null;
    }

    private sealed class NamedEncoder(string name) : IBodyEncoder
    {
        public string Name => name;

        public string MediaType => "text/plain";

        public void Encode(Payload payload, System.Buffers.IBufferWriter<byte> output) => throw new NotSupportedException();
    }

    private sealed class StampingHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Stamp", $"{request.Method} {request.Content!.Headers.ContentType}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}

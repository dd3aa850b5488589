using System.Diagnostics;
using System.Diagnostics.Metrics;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ConvosoConnect.Sdk.Tests;

/// <summary>Engines of several accounts in one host: what each has of its own, and what it has from the host.</summary>
public sealed class AccountsTests(Receivers receivers) : IClassFixture<Receivers>
{
    private static readonly ServiceProviderOptions Strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    private sealed class App([FromKeyedServices("acme")] IConvosoConnectClient acme, [FromKeyedServices("globex")] IConvosoConnectClient globex, IConvosoConnectClient alone)
    {
        public IConvosoConnectClient[] Clients => [acme, globex, alone];
    }

    [Fact]
    public async Task AddConvosoConnect_TwoAccountsAndOneEngineWithout_KeepStoresLogsAndOptionsApart()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        var services = new ServiceCollection();
        services.AddConvosoConnect("acme", Open);
        services.AddConvosoConnect(Open);
        services.AddConvosoConnect("globex", o => Open(o, o => o.MaxResponseBytes = 1));
        services.AddSingleton<App>();
        await using ServiceProvider host = services.BuildServiceProvider(Strict);
        string?[] accounts = ["acme", "globex", null];
        foreach (string? account in accounts)
        {
            await SaveAsync(host, account, url);
        }

        ConnectResult[] results = await Task.WhenAll(host.GetRequiredService<App>().Clients.Select(c => c.SendAsync("crm", Engine.Lead, Engine.Token)));

        Assert.Equal(["yes", null, "yes"], results.Select(r => r.Value));
        Assert.Equal(ConnectErrorKind.ResponseTooLarge, results[1].Error?.Kind);
        foreach ((string? account, ConnectResult result) in accounts.Zip(results))
        {
            ConnectLogPage page = await host.GetRequiredKeyedService<IConnectLogStore>(account).QueryAsync(new ConnectLogQuery(), Engine.Token);
            Assert.Equal(result.Value, Assert.Single(page.Entries).Result);
        }

        IOptionsMonitor<ConvosoConnectOptions> options = host.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>();
        Assert.Equal([1024 * 1024, 1, 1024 * 1024], new[] { "acme", "globex", Options.DefaultName }.Select(name => options.Get(name).MaxResponseBytes));
        Assert.Equal(1, host.GetRequiredService<IOptionsFactory<ConvosoConnectOptions>>().Create("globex").MaxResponseBytes);
        ConvosoConnectEngine engine = host.GetRequiredKeyedService<ConvosoConnectEngine>("acme");
        Assert.Equal("acme", engine.Account);
        Assert.Same(engine.Client, host.GetRequiredKeyedService<IConvosoConnectClient>("acme"));
        Assert.Same(engine.Log, host.GetRequiredKeyedService<IConnectLogRetention>("acme"));
        Assert.Same(engine.Log, host.GetRequiredKeyedService<IConnectLogStatistics>("acme"));
    }

    [Fact]
    public async Task AddConvosoConnect_SameAccountTwice_EqualsOnce()
    {
        var services = new ServiceCollection();
        ConvosoConnectBuilder first = services.AddConvosoConnect("acme", o => o.MaxResponseBytes = 5);
        int count = services.Count;

        Assert.Same(first, services.AddConvosoConnect("acme"));
        Assert.Same(first, services.AddConvosoConnect("acme", o => o.MaxRequestBytes = 6));

        Assert.Equal(count, services.Count);
        await using ServiceProvider host = services.BuildServiceProvider(Strict);
        ConvosoConnectOptions options = host.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>().Get("acme");
        Assert.Equal((5, 6), (options.MaxResponseBytes, options.MaxRequestBytes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\t ")]
    public void AddConvosoConnect_AccountWithoutAName_IsRefusedInOneSentence(string account)
    {
        var exception = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddConvosoConnect(account));

        Assert.StartsWith("The account has no name.", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ConvosoConnectEngine.Create(account, _ => { }));
    }

    [Fact]
    public async Task GetRequiredKeyedService_NoSuchAccount_NamesTheKnownOnes()
    {
        var services = new ServiceCollection();
        services.AddConvosoConnect("globex");
        services.AddConvosoConnect("acme");
        await using ServiceProvider host = services.BuildServiceProvider(Strict);

        var exception = Assert.Throws<InvalidOperationException>(() => host.GetRequiredKeyedService<IConvosoConnectClient>("Acme"));

        Assert.Equal(
            "There is no account 'Acme'. The accounts given to AddConvosoConnect are 'acme', 'globex'; names are compared exactly. Correct the key, or add the account.",
            exception.Message);
        Assert.Throws<InvalidOperationException>(() => host.GetRequiredKeyedService<ConvosoConnectEngine>("x"));
        Assert.Throws<InvalidOperationException>(() => host.GetRequiredKeyedService<IConnectLogStore>("x"));
    }

    [Fact]
    public async Task StartAsync_TwoAccountsWithFaults_TellsAllOfThemWithTheirAccounts()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Acme:MaxResponseBytes"] = "0",
            ["Globex:RequestTimeot"] = "1",
            ["Other:AllowHttp"] = "true",
        });
        builder.Services.AddConvosoConnect("acme", builder.Configuration.GetSection("Acme"));
        builder.Services.AddConvosoConnect("globex", builder.Configuration.GetSection("Globex"));
        builder.Services.AddConvosoConnect("globex", builder.Configuration.GetSection("Other"));
        using IHost host = builder.Build();

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Engine.Token));

        string told = exception.ToString();
        Assert.Contains("Account 'acme': MaxResponseBytes is 0", told, StringComparison.Ordinal);
        Assert.Contains("Account 'globex': AddConvosoConnect was given several sections that exist: Globex, Other.", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_Accounts_AreNamedByMetricsAndTraces()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        var activities = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ConvosoConnectTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (activities)
                {
                    activities.Add(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        var services = new ServiceCollection();
        services.AddMetrics();
        services.AddConvosoConnect("acme", Open);
        services.AddConvosoConnect("globex", Open);
        services.AddConvosoConnect(Open);
        await using ServiceProvider host = services.BuildServiceProvider(Strict);
        using var durations = new AccountMetrics(host.GetRequiredService<IMeterFactory>());
        string origin = Guid.NewGuid().ToString("N");

        foreach (string? account in new[] { "acme", "globex", null })
        {
            await SaveAsync(host, account, url);
            await host.GetRequiredKeyedService<IConvosoConnectClient>(account).SendAsync("crm", Engine.Lead, new SendOptions { Origin = origin }, Engine.Token);
        }

        Assert.Equal([("acme", "acme"), ("globex", "globex"), (null, null)], durations.Seen);
        // Sends of other tests end meanwhile.
        Activity[] ended;
        lock (activities)
        {
            ended = [.. activities];
        }

        Assert.Equal(
            ["acme", "globex", null],
            ended.Where(a => (string?)a.GetTagItem("convosoconnect.origin") == origin).Select(a => a.GetTagItem(ConvosoConnectTelemetry.AccountTag)));
    }

    [Fact]
    public async Task SendAsync_Account_HasClockAndLoggingFromTheHostUnlessItBringsItsOwn()
    {
        var noon = new DateTimeOffset(2026, 6, 15, 19, 0, 0, TimeSpan.Zero);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug)).AddFakeLogging();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(noon));
        services.AddConvosoConnect("acme");
        services.AddConvosoConnect("globex").Services.AddSingleton<TimeProvider>(new FakeTimeProvider(noon.AddDays(1)));
        await using ServiceProvider host = services.BuildServiceProvider(Strict);

        foreach (string account in new[] { "acme", "globex" })
        {
            await host.GetRequiredKeyedService<IConvosoConnectClient>(account).SendAsync("none", Engine.Lead, Engine.Token);
        }

        ConnectLogEntry?[] entries = [.. await Task.WhenAll(new[] { "acme", "globex" }.Select(a => host.GetRequiredKeyedService<IConnectLogStore>(a).GetAsync(1).AsTask()))];
        Assert.Equal([noon, noon.AddDays(1)], entries.Select(e => e!.Timestamp));
        Assert.Equal(
            ["Account acme", "Account globex"], host.GetFakeLogCollector().GetSnapshot().Where(r => r.Id == 11).Select(r => Assert.Single(r.Scopes)!.ToString()));
        await host.GetRequiredKeyedService<ConvosoConnectEngine>("acme").DisposeAsync();
        Assert.Equal(noon, host.GetRequiredService<TimeProvider>().GetUtcNow());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => host.GetRequiredKeyedService<IConvosoConnectClient>("acme").SendAsync("none", Engine.Lead, Engine.Token));
        ConnectResult ofTheOther = await host.GetRequiredKeyedService<IConvosoConnectClient>("globex").SendAsync("none", Engine.Lead, Engine.Token);
        Assert.Equal(ConnectErrorKind.EndpointNotFound, ofTheOther.Error!.Kind);
    }

    [Fact]
    public async Task GetRequiredKeyedService_PartOfAnAccountThatCannotBeMade_IsToldWithTheEngine()
    {
        var services = new ServiceCollection();
        services.AddConvosoConnect("acme").UseLogStore<StoreThatNeedsMore>();
        await using ServiceProvider host = services.BuildServiceProvider(Strict);

        var exception = Assert.Throws<AggregateException>(() => host.GetRequiredKeyedService<ConvosoConnectEngine>("acme"));

        Assert.Contains(nameof(StoreThatNeedsMore), exception.Message, StringComparison.Ordinal);
    }

    private static void Open(ConvosoConnectOptions options) => (options.AllowHttp, options.AllowedNetworks) = (true, Engine.Loopback);

    private static void Open(ConvosoConnectOptions options, Action<ConvosoConnectOptions> configure)
    {
        Open(options);
        configure(options);
    }

    private static async Task SaveAsync(ServiceProvider host, string? account, string url)
    {
        await host.GetRequiredKeyedService<IAdaptorStore>(account).SaveAsync(Engine.Adaptor, Engine.Token);
        await host.GetRequiredKeyedService<IEndpointStore>(account).SaveAsync(Engine.Endpoint(url), Engine.Token);
    }

    private sealed class StoreThatNeedsMore(App app) : IConnectLogStore
    {
        public App App => app;

        public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }

    /// <summary>The account of each duration that is measured: as the meter's tag and as the measurement's.</summary>
    private sealed class AccountMetrics : IDisposable
    {
        private readonly MeterListener _listener = new();

        public AccountMetrics(IMeterFactory scope)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == scope && instrument.Name == "convosoconnect.send.duration")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Seen.Add((Account(instrument.Meter.Tags ?? []), Account(tags.ToArray()))));
            _listener.Start();
        }

        public List<(object? OfMeter, object? OfMeasurement)> Seen { get; } = [];

        public void Dispose() => _listener.Dispose();

        private static object? Account(IEnumerable<KeyValuePair<string, object?>> tags) => tags.SingleOrDefault(t => t.Key == ConvosoConnectTelemetry.AccountTag).Value;
    }
}

using ConvosoConnect.Sdk.Resilience.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests;

/// <summary>A real host that stops while sends are under way: they are waited for within its time-out, and each has its entry.</summary>
public sealed class HostStopTests : IAsyncLifetime
{
    private const int Sends = 20;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("convoso-connect-").FullName;
    private readonly TaskCompletionSource _allArrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _free = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Receiver _receiver = null!;
    private IConnectLogStore? _memory;
    private int _arrived;

    private enum End
    {
        Stop,
        Run,
        Dispose,
        DisposeAsync,
    }

    private string Database => $"Data Source={Path.Combine(_folder, "connect.db")}";

    public async ValueTask InitializeAsync() => _receiver = await Receiver.StartAsync(async context =>
    {
        if (Interlocked.Increment(ref _arrived) == Sends)
        {
            _allArrived.SetResult();
        }

        await _free.Task;
        await Receiver.OkAsync(context);
    });

    public async ValueTask DisposeAsync()
    {
        _free.TrySetResult();
        await _receiver.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task StopAsync_SendsUnderWay_AreWaitedForAndHaveTheirEntries(bool isWeb, bool isSqlite)
    {
        await using Runner runner = await StartAsync(isWeb, isSqlite, isFirst: false, TimeSpan.FromMinutes(1));
        Task stopping = runner.Host.StopAsync(Lab.Token);
        await runner.ServicesStopped.WaitAsync(Soon, Lab.Token);
        Assert.False(stopping.IsCompleted);
        _free.SetResult();
        await stopping.WaitAsync(Soon, Lab.Token);

        ConnectLogEntry[] entries = await EntriesAsync(runner.Host.Services.GetRequiredService<IConnectLogStore>());
        Assert.Equal(Sends, entries.Length);
        Assert.All(entries, entry => Assert.Equal((200, null), (entry.StatusCode, entry.ErrorKind)));
        Assert.All(await runner.Sending, result => Assert.Null(result.LogError));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task StopAsync_HostsTimeIsOver_SendsAreStoppedAndHaveTheirEntries(bool isWeb, bool isSqlite)
    {
        await using Runner runner = await StartAsync(isWeb, isSqlite, isFirst: false, TimeSpan.FromMilliseconds(200));
        await runner.Host.StopAsync(Lab.Token).WaitAsync(Soon, Lab.Token);

        ConnectLogEntry[] entries = await EntriesAsync(runner.Host.Services.GetRequiredService<IConnectLogStore>());
        Assert.Equal((Sends, Sends), (entries.Length, _arrived));
        Assert.All(entries, entry =>
        {
            Assert.Equal(ConnectErrorKind.AppFailed, entry.ErrorKind);
            Assert.StartsWith("The app ended before 127.0.0.1:", entry.ErrorMessage, StringComparison.Ordinal);
            Assert.Contains("It may have taken the lead anyway.", entry.ErrorMessage, StringComparison.Ordinal);
        });
        await Assert.ThrowsAsync<ObjectDisposedException>(() => runner.Client.SendAsync("crm", Lab.Lead, Lab.Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StopAsync_CallersCancelWithTheirStoppingToken_EachHasACancelledEntry(bool isSqlite)
    {
        await using Runner runner = await StartAsync(isWeb: false, isSqlite, isFirst: true, TimeSpan.FromMinutes(1), withToken: true);
        await runner.Host.StopAsync(Lab.Token).WaitAsync(Soon, Lab.Token);

        ConnectLogEntry[] entries = await EntriesAsync(runner.Host.Services.GetRequiredService<IConnectLogStore>());
        Assert.Equal(Sends, entries.Length);
        Assert.All(entries, entry => Assert.Equal(ConnectErrorKind.Cancelled, entry.ErrorKind));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runner.Sending);
    }

    [Fact]
    public async Task StopAsync_ServiceSendsWhileItStops_IsWaitedForWhereverItIsRegistered()
    {
        foreach (bool isFirst in (bool[])[true, false])
        {
            var last = new LastWord();
            using IHost host = Create(isWeb: false, isSqlite: false, isFirst, TimeSpan.FromMinutes(1), services => services.AddSingleton<IHostedService>(last)).Host;
            await SaveAsync(host.Services);
            last.Client = host.Services.GetRequiredService<IConvosoConnectClient>();
            await host.StartAsync(Lab.Token);
            Task stopping = host.StopAsync(Lab.Token);
            await last.Sent.Task.WaitAsync(Soon, Lab.Token);
            _free.TrySetResult();
            await stopping.WaitAsync(Soon, Lab.Token);

            Assert.Single(await EntriesAsync(host.Services.GetRequiredService<IConnectLogStore>()));
        }
    }

    [Theory]
    [InlineData(nameof(End.Run), false, false)]
    [InlineData(nameof(End.Run), false, true)]
    [InlineData(nameof(End.Run), true, false)]
    [InlineData(nameof(End.Run), true, true)]
    [InlineData(nameof(End.Dispose), false, false)]
    [InlineData(nameof(End.Dispose), false, true)]
    [InlineData(nameof(End.DisposeAsync), false, true)]
    [InlineData(nameof(End.DisposeAsync), true, false)]
    public async Task End_SendsThatTakeTooLong_AreStoppedAndHaveTheirEntries(string end, bool isWeb, bool isSqlite)
    {
        Runner runner = await StartAsync(isWeb, isSqlite, isFirst: false, TimeSpan.FromMilliseconds(200), running: end == nameof(End.Run));
        switch (Enum.Parse<End>(end))
        {
            case End.Run:
                runner.Host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
                await runner.Running!.WaitAsync(Soon, Lab.Token);
                break;
            case End.Dispose:
                await Task.Run(runner.Host.Dispose, Lab.Token).WaitAsync(Soon, Lab.Token);
                break;
            default:
                await runner.DisposeAsync().AsTask().WaitAsync(Soon, Lab.Token);
                break;
        }

        ConnectResult[] results = await runner.Sending.WaitAsync(Soon, Lab.Token);
        ConnectLogEntry[] entries = await EntriesAsync(isSqlite ? null : _memory);
        Assert.All(results, result => Assert.Equal((ConnectErrorKind.AppFailed, null), (result.Error?.Kind, result.LogError)));
        Assert.Equal((Sends, Sends), (entries.Length, _arrived));
    }

    private async Task<Runner> StartAsync(bool isWeb, bool isSqlite, bool isFirst, TimeSpan shutdown, bool withToken = false, bool running = false)
    {
        (IHost host, Sender sender) = Create(isWeb, isSqlite, isFirst, shutdown, _ => { });
        await SaveAsync(host.Services);
        IConvosoConnectClient client = host.Services.GetRequiredService<IConvosoConnectClient>();
        _memory = host.Services.GetRequiredService<IConnectLogStore>();
        sender.Begin = token => Task.WhenAll(Enumerable.Range(0, Sends).Select(_ => client.SendAsync("crm", Lab.Lead, withToken ? token : CancellationToken.None)));
        Task? run = running ? host.RunAsync(Lab.Token) : null;
        await (run is null ? host.StartAsync(Lab.Token) : Task.CompletedTask);
        await _allArrived.Task.WaitAsync(Soon, Lab.Token);
        return new Runner(host, client, sender, run);
    }

    /// <summary>A host whose background service begins the sends, registered before the engine or after it.</summary>
    private (IHost Host, Sender Sender) Create(bool isWeb, bool isSqlite, bool isFirst, TimeSpan shutdown, Action<IServiceCollection> more)
    {
        var sender = new Sender();
        if (!isWeb)
        {
            HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
            Add(builder.Services);
            return (builder.Build(), sender);
        }

        WebApplicationBuilder web = WebApplication.CreateSlimBuilder();
        web.Logging.ClearProviders();
        web.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        Add(web.Services);
        WebApplication app = web.Build();
        app.MapGet("/", () => "ok");
        return (app, sender);

        void Add(IServiceCollection services)
        {
            services.Configure<HostOptions>(options => options.ShutdownTimeout = shutdown);
            if (isFirst)
            {
                services.AddSingleton<IHostedService>(sender);
                more(services);
            }

            ConvosoConnectBuilder engine = services.AddConvosoConnect(options =>
                (options.AllowHttp, options.AllowedNetworks, options.DisposalTimeout) = (true, ["127.0.0.0/8"], TimeSpan.FromMilliseconds(200)));
            _ = isSqlite ? engine.UseSqlite(Database) : engine;
            if (!isFirst)
            {
                services.AddSingleton<IHostedService>(sender);
                more(services);
            }
        }
    }

    private async Task SaveAsync(IServiceProvider services)
    {
        Adaptor map = new() { Id = "map", Name = "Map", Fields = [new FieldMapping { Field = "email", MappedTo = "email" }] };
        await services.GetRequiredService<IAdaptorStore>().SaveAsync(map, Lab.Token);
        await services.GetRequiredService<IEndpointStore>().SaveAsync(Lab.Endpoint(null, _receiver.Url), Lab.Token);
    }

    /// <summary>What is in the log; null reads the database anew.</summary>
    private async Task<ConnectLogEntry[]> EntriesAsync(IConnectLogStore? log)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddConvosoConnect().UseSqlite(Database);
        await using ServiceProvider again = services.BuildServiceProvider();
        log ??= again.GetRequiredService<IConnectLogStore>();
        return [.. (await log.QueryAsync(new ConnectLogQuery { PageSize = 100 }, Lab.Token)).Entries];
    }

    private sealed record Runner(IHost Host, IConvosoConnectClient Client, Sender Sender, Task? Running) : IAsyncDisposable
    {
        public Task<ConnectResult[]> Sending => Sender.Sending!;

        public Task ServicesStopped => Sender.Stopped.Task;

        public ValueTask DisposeAsync() => ((IAsyncDisposable)Host).DisposeAsync();
    }

    /// <summary>Begins the sends and does not wait for them.</summary>
    private sealed class Sender : BackgroundService, IHostedLifecycleService
    {
        public Func<CancellationToken, Task<ConnectResult[]>>? Begin { get; set; }

        public Task<ConnectResult[]>? Sending { get; private set; }

        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken)
        {
            Stopped.TrySetResult();
            return Task.CompletedTask;
        }

        protected override Task ExecuteAsync(CancellationToken stoppingToken)
        {
            Sending = Begin?.Invoke(stoppingToken);
            return Task.CompletedTask;
        }
    }

    /// <summary>Sends as it stops.</summary>
    private sealed class LastWord : IHostedService
    {
        public IConvosoConnectClient? Client { get; set; }

        public TaskCompletionSource Sent { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _ = Client!.SendAsync("crm", Lab.Lead, CancellationToken.None);
            Sent.SetResult();
            return Task.CompletedTask;
        }
    }
}

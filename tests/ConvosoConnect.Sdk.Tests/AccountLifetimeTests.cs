using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Tests;

/// <summary>How engines with a container of their own start and end: with their host, or by themselves.</summary>
public sealed class AccountLifetimeTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Fact]
    public async Task StopAsync_HostWithAccounts_StartsAndStopsTheirServicesAndWaitsForSends()
    {
        var released = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        string url = receivers.Answer(async context =>
        {
            arrived.TrySetResult();
            await released.Task;
            await context.Response.WriteAsync("""{"ok":"yes"}""");
        });
        var steps = new Steps();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        ConvosoConnectBuilder account = builder.Services.AddConvosoConnect("acme", o => (o.AllowHttp, o.AllowedNetworks) = (true, Engine.Loopback));
        account.Services.AddSingleton<IHostedService>(steps);
        using IHost host = builder.Build();
        await host.StartAsync(Engine.Token);
        await SaveAsync(host.Services.GetRequiredKeyedService<ConvosoConnectEngine>("acme"), url);
        Task<ConnectResult> send = host.Services.GetRequiredKeyedService<IConvosoConnectClient>("acme").SendAsync("crm", Engine.Lead, Engine.Token);
        await arrived.Task.WaitAsync(Engine.Token);

        Task stop = host.StopAsync(Engine.Token);
        await Eventually.IsTrueAsync(() => steps.Seen.Contains("stopped"));
        Assert.False(stop.IsCompleted);
        released.SetResult();
        await stop.WaitAsync(Engine.Token);

        Assert.Equal("yes", (await send).Value);
        Assert.Equal(["starting", "start", "started", "stopping", "stop", "stopped"], steps.Seen);
    }

    [Fact]
    public async Task DisposeAsync_HostWithoutAStop_ClosesAStoreOfTheAppAfterTheSends()
    {
        var released = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        string url = receivers.Answer(async context =>
        {
            arrived.TrySetResult();
            await released.Task;
            await context.Response.WriteAsync("""{"ok":"yes"}""");
        });
        var services = new ServiceCollection();
        services.AddConvosoConnect("acme", o => (o.AllowHttp, o.AllowedNetworks) = (true, Engine.Loopback)).UseLogStore<StoreWithEnd>();
        ServiceProvider host = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        ConvosoConnectEngine engine = host.GetRequiredKeyedService<ConvosoConnectEngine>("acme");
        await SaveAsync(engine, url);
        Task<ConnectResult> send = host.GetRequiredKeyedService<IConvosoConnectClient>("acme").SendAsync("crm", Engine.Lead, Engine.Token);
        var store = (StoreWithEnd)engine.Log;
        _ = host.GetRequiredKeyedService<IConnectLogStore>("acme");
        await arrived.Task.WaitAsync(Engine.Token);

        ValueTask disposal = host.DisposeAsync();
        Assert.False(store.IsDisposed);
        released.SetResult();
        await disposal;

        Assert.Null((await send).LogError);
        Assert.Single(store.Entries);
        Assert.True(store.IsDisposed);
    }

    [Fact]
    public async Task Create_WithoutAContainer_SendsAndRunsItsServicesUntilItIsDisposed()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        var steps = new Steps();
        ConvosoConnectEngine engine = ConvosoConnectEngine.Create(builder =>
        {
            builder.Services.AddConvosoConnect(o => (o.AllowHttp, o.AllowedNetworks) = (true, Engine.Loopback));
            builder.Services.AddSingleton<IHostedService>(steps);
        });
        await using (engine)
        {
            Assert.Null(engine.Account);
            await SaveAsync(engine, url);

            ConnectResult result = await engine.Client.SendAsync("crm", Engine.Lead, Engine.Token);

            Assert.Equal("yes", result.Value);
            Assert.Equal("yes", (await engine.Log.GetAsync(result.LogId!.Value, Engine.Token))!.Result);
            Assert.Equal(["starting", "start", "started"], steps.Seen);
        }

        await engine.DisposeAsync();
        Assert.Equal(["starting", "start", "started", "stopping", "stop", "stopped"], steps.Seen);
        Assert.Throws<ObjectDisposedException>(() => engine.Client);
    }

    [Fact]
    public void Create_WithAFault_ThrowsItAndLeavesNothingRunning()
    {
        var steps = new Steps();

        var exception = Assert.Throws<OptionsValidationException>(() => ConvosoConnectEngine.Create("acme", builder =>
        {
            builder.Services.AddConvosoConnect(o => o.MaxResponseBytes = 0).Services.AddSingleton<IHostedService>(steps);
        }));

        Assert.StartsWith("Account 'acme': MaxResponseBytes is 0", exception.Message, StringComparison.Ordinal);
        Assert.Empty(steps.Seen);
    }

    [Fact]
    public async Task DisposeAsync_EngineThatHasSent_ClosesItsConnections()
    {
        var closed = new TaskCompletionSource();
        string url = receivers.Answer(context =>
        {
            context.Features.Get<IConnectionLifetimeFeature>()!.ConnectionClosed.Register(() => closed.TrySetResult());
            return context.Response.WriteAsync("""{"ok":"yes"}""");
        });
        await using (ConvosoConnectEngine engine = ConvosoConnectEngine.Create(b => b.Services.AddConvosoConnect(o => (o.AllowHttp, o.AllowedNetworks) = (true, Engine.Loopback))))
        {
            await SaveAsync(engine, url);
            Assert.True((await engine.Client.SendAsync("crm", Engine.Lead, Engine.Token)).Succeeded);
            Assert.False(closed.Task.IsCompleted);
        }

        await closed.Task.WaitAsync(TimeSpan.FromMinutes(1), Engine.Token);
        Assert.True(closed.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task StartAsync_BackgroundServiceOfAnAccountThatFails_IsToldInTheHostsLog()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddFakeLogging();
        builder.Services.AddConvosoConnect("acme").Services.AddSingleton<IHostedService>(new Failing());
        using IHost host = builder.Build();

        await host.StartAsync(Engine.Token);
        FakeLogCollector log = host.Services.GetFakeLogCollector();
        await Eventually.IsTrueAsync(() => log.GetSnapshot().Any(r => r.Id == 24));

        Assert.Equal(
            "Account 'acme': the background service Failing failed and runs no longer.", Assert.Single(log.GetSnapshot(), r => r.Level == LogLevel.Critical).Message);
    }

    private static async Task SaveAsync(ConvosoConnectEngine engine, string url)
    {
        await engine.Adaptors.SaveAsync(Engine.Adaptor, Engine.Token);
        await engine.Endpoints.SaveAsync(Engine.Endpoint(url), Engine.Token);
    }

    private sealed class Failing : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => throw new InvalidOperationException("Broken.");
    }

    private sealed class Steps : IHostedLifecycleService
    {
        private readonly List<string> _seen = [];

        public IReadOnlyList<string> Seen
        {
            get
            {
                lock (_seen)
                {
                    return [.. _seen];
                }
            }
        }

        public Task StartingAsync(CancellationToken cancellationToken) => See("starting");

        public Task StartAsync(CancellationToken cancellationToken) => See("start");

        public Task StartedAsync(CancellationToken cancellationToken) => See("started");

        public Task StoppingAsync(CancellationToken cancellationToken) => See("stopping");

        public Task StopAsync(CancellationToken cancellationToken) => See("stop");

        public Task StoppedAsync(CancellationToken cancellationToken) => See("stopped");

        private Task See(string step)
        {
            lock (_seen)
            {
                _seen.Add(step);
            }

            return Task.CompletedTask;
        }
    }
}

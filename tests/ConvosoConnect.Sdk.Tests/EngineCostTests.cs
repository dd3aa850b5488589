using System.Runtime.CompilerServices;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace ConvosoConnect.Sdk.Tests;

/// <summary>What a hundred engines cost, and what they leave behind. The limits are wide: docs/accounts.md has the figures.</summary>
[Collection(MeasuredGroup.Name)]
public sealed class EngineCostTests
{
    private const int Engines = 100;
    private const long MostOfAnIdleEngine = 200 * 1024;

    [Fact]
    public async Task AddConvosoConnect_HundredIdleAccounts_CostLittleMemoryEach()
    {
        (await StartAsync(1)).Dispose();
        long before = GC.GetTotalMemory(forceFullCollection: true);

        using IHost host = await StartAsync(Engines);

        Assert.InRange((GC.GetTotalMemory(forceFullCollection: true) - before) / Engines, 1, MostOfAnIdleEngine);
        GC.KeepAlive(host);
    }

    [Fact]
    public async Task DisposeAsync_IdleEnginesMadeAtRunTime_AreLeftNowhere()
    {
        await using ServiceProvider host = new ServiceCollection().AddLogging().AddMetrics().BuildServiceProvider();
        WeakReference[] engines = [.. await Task.WhenAll(Enumerable.Range(0, Engines).Select(i => MakeAndDisposeAsync($"tenant-{i}", host)))];

        await Eventually.IsTrueAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return engines.All(e => !e.IsAlive);
        });
        Assert.DoesNotContain(engines, e => e.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> MakeAndDisposeAsync(string account, IServiceProvider host)
    {
        ConvosoConnectEngine engine = ConvosoConnectEngine.Create(account, _ => { }, host);
        await engine.Client.ValidateAsync(Engine.Endpoint("https://crm.example"), Engine.Token);
        var reference = new WeakReference(engine.Services);
        await engine.DisposeAsync();
        return reference;
    }

    private static async Task<IHost> StartAsync(int engines)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new());
        for (int i = 0; i < engines; i++)
        {
            builder.Services.AddConvosoConnect($"account-{i}", o => o.AllowHttp = true);
        }

        IHost host = builder.Build();
        await host.StartAsync(Engine.Token);
        return host;
    }
}

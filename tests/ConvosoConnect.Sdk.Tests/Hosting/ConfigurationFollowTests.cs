using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Hosting;

/// <summary>A configuration that changes under a running engine: nothing in it is overlooked, and a bad one changes nothing.</summary>
public sealed class ConfigurationFollowTests
{
    private const string One = "\"Endpoints\":{\"one\":{\"ApiUrl\":\"https://one.example\",\"AdaptorId\":\"map\"}}";
    private const string Two = "\"Endpoints\":{\"two\":{\"ApiUrl\":\"https://two.example\",\"AdaptorId\":\"map\"}}";

    [Fact]
    public async Task Change_FirstEndpoints_AreSeenAndWhatWasSavedBeforeIsNotLost()
    {
        await using var settings = new Settings("""{"MaskCredentials":true}""");
        await settings.Adaptors.SaveAsync(new Adaptor { Id = "map", Name = "Map" }, Engine.Token);
        ConnectEndpoint inMemory = await settings.Endpoints.SaveAsync(Engine.Endpoint("https://x.example"), Engine.Token);
        await settings.Endpoints.SaveAsync(Engine.Endpoint("https://x.example") with { Id = "one" }, Engine.Token);

        settings.Change("{" + One + "}");

        ConnectEndpoint one = (await settings.Endpoints.GetAsync("one", Engine.Token))!;
        Assert.Equal("https://one.example", one.ApiUrl);
        Assert.True(one.Version > 2);
        Assert.Equal(inMemory, await settings.Endpoints.GetAsync(inMemory.Id, Engine.Token));
        Assert.Equal([inMemory.Id, "one"], (await settings.Endpoints.ListAsync(null, Engine.Token)).Select(e => e.Id).Order());
        await Assert.ThrowsAsync<NotSupportedException>(async () => await settings.Endpoints.SaveAsync(inMemory, Engine.Token));

        settings.Change("""{"MaskCredentials":true}""");
        Assert.Equal([inMemory.Id, "one"], (await settings.Endpoints.ListAsync(null, Engine.Token)).Select(e => e.Id).Order());
        await Assert.ThrowsAsync<NotSupportedException>(async () => await settings.Endpoints.SaveAsync(inMemory, Engine.Token));
    }

    [Fact]
    public async Task Change_EndpointTakenOut_IsGone()
    {
        await using var settings = new Settings("{" + One + "}");
        Assert.NotNull(await settings.Endpoints.GetAsync("one", Engine.Token));

        settings.Change("{" + Two + "}");

        Assert.Null(await settings.Endpoints.GetAsync("one", Engine.Token));
        Assert.Equal("two", Assert.Single(await settings.Endpoints.ListAsync(null, Engine.Token)).Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Change_SectionGone_KeepsTheLastStateAndSaysSo(bool isOptional)
    {
        await using var settings = new Settings("{\"RequestTimeout\":\"00:00:07\"," + One + "}", isOptional: isOptional);
        ConnectEndpoint before = (await settings.Endpoints.GetAsync("one", Engine.Token))!;
        settings.TakeLog();

        settings.Change("{}");

        Assert.Same(before, await settings.Endpoints.GetAsync("one", Engine.Token));
        Assert.Equal(TimeSpan.FromSeconds(7), settings.Options.CurrentValue.RequestTimeout);
        FakeLogRecord line = Assert.Single(settings.TakeLog());
        Assert.Equal(LogLevel.Error, line.Level);
        Assert.Contains(isOptional ? "section is gone" : "no such section", line.Message, StringComparison.Ordinal);
        Assert.NotNull(settings.Services.GetRequiredService<ConvosoConnectConfigurationStatus>().Fault);

        settings.Change("{" + Two + "}");
        Assert.Null(await settings.Endpoints.GetAsync("one", Engine.Token));
        Assert.Null(settings.Services.GetRequiredService<ConvosoConnectConfigurationStatus>().Fault);
    }

    [Theory]
    [InlineData("\"Endpoints\":{\"two\":{\"ApiUrl\":\"https://two.example\"}}", "Endpoints:two:AdaptorId")]
    [InlineData(Two + ",\"Adaptors\":{\"map\":{\"Aktive\":true}}", "Adaptors:map:Aktive")]
    [InlineData(Two + ",\"MaxResponseBytes\":0", "MaxResponseBytes")]
    [InlineData(Two + ",\"LogTimeout\":\"soon\"", "LogTimeout")]
    public async Task Change_AnythingBroken_KeepsTheWholeLastState(string broken, string place)
    {
        await using var settings = new Settings("{" + One + "}");
        ConnectEndpoint before = (await settings.Endpoints.GetAsync("one", Engine.Token))!;
        ConvosoConnectOptions options = settings.Options.CurrentValue;
        int changes = 0;
        using IDisposable? listening = settings.Options.OnChange((_, _) => changes++);

        settings.Change("{\"RequestTimeout\":\"00:00:07\"," + broken + "}");

        Assert.Same(before, Assert.Single(await settings.Endpoints.ListAsync(null, Engine.Token)));
        Assert.Same(options, settings.Options.CurrentValue);
        Assert.Same(options, settings.Options.Get(Options.DefaultName));
        Assert.Equal(0, changes);
        Assert.Contains(place, settings.Services.GetRequiredService<ConvosoConnectConfigurationStatus>().Fault, StringComparison.Ordinal);
        Assert.Equal(10_000, settings.Services.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>().CurrentValue.LogCapacity);
        Assert.NotNull(settings.Client);
    }

    [Fact]
    public async Task Change_SomethingElse_LeavesEverythingAsItWas()
    {
        const string lists = """
            "Endpoints":{"a":{"ApiUrl":"https://a.example","AdaptorId":"map","SuccessValues":["x","y"],"Delivery":{"TotalTimeout":"00:00:05"}},
            "b":{"ApiUrl":"https://b.example","AdaptorId":"map"}},
            "Adaptors":{"map":{"Fields":[{"Field":"email","MappedTo":"e"}]},"other":{}},"AllowedNetworks":["10.0.0.0/8"]
            """;
        await using var settings = new Settings("{" + lists + "}");
        ConnectEndpoint a = (await settings.Endpoints.GetAsync("a", Engine.Token))!;
        ConnectEndpoint b = (await settings.Endpoints.GetAsync("b", Engine.Token))!;
        Adaptor map = (await settings.Adaptors.GetAsync("map", Engine.Token))!;
        SendSettings inForce = settings.Services.GetRequiredService<SendSettingsHolder>().Current;

        settings.Change("{\"LogCapacity\":7," + lists + "}");
        Assert.Equal(7, settings.Options.CurrentValue.LogCapacity);
        Assert.Same(a, await settings.Endpoints.GetAsync("a", Engine.Token));
        Assert.Same(map, await settings.Adaptors.GetAsync("map", Engine.Token));
        Assert.Same(inForce, settings.Services.GetRequiredService<SendSettingsHolder>().Current);

        settings.Change("{" + lists.Replace("[\"x\",\"y\"]", "[\"x\"]", StringComparison.Ordinal)
            .Replace("\"MappedTo\":\"e\"", "\"MappedTo\":\"mail\"", StringComparison.Ordinal) + "}");
        ConnectEndpoint changed = (await settings.Endpoints.GetAsync("a", Engine.Token))!;
        Assert.Equal(["x"], changed.SuccessValues);
        Assert.True(changed.Version > a.Version);
        Assert.Same(b, await settings.Endpoints.GetAsync("b", Engine.Token));
        Assert.True((await settings.Adaptors.GetAsync("map", Engine.Token))!.Version > map.Version);

        settings.Change("{" + lists + "}");
        Assert.True((await settings.Endpoints.GetAsync("a", Engine.Token))!.Version > changed.Version);

        settings.Change("{" + lists.Replace("10.0.0.0/8", "11.0.0.0/8", StringComparison.Ordinal) + "}");
        Assert.NotSame(inForce, settings.Services.GetRequiredService<SendSettingsHolder>().Current);
    }

    [Fact]
    public async Task Change_OptionsThatAreReadOnce_SaysSo()
    {
        await using var settings = new Settings("""{"LogCapacity":5,"ConnectTimeout":"00:00:06"}""");
        Assert.Equal(5, settings.Options.CurrentValue.LogCapacity);

        settings.Change("""{"LogCapacity":6,"LogCapacityBytes":70000,"ConnectTimeout":"00:00:01","RequestTimeout":"00:00:09"}""");
        string[] warnings = [.. settings.TakeLog().Where(r => r.Level == LogLevel.Warning).Select(r => r.Message)];
        Assert.Equal(2, warnings.Length);
        Assert.EndsWith("when the app is started again: LogCapacity, LogCapacityBytes.", warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("ConnectTimeout was changed from 00:00:06 to 00:00:01; it takes effect as", warnings[1], StringComparison.Ordinal);

        settings.Change("""{"LogCapacity":6,"LogCapacityBytes":70000,"ConnectTimeout":"00:00:01","RequestTimeout":"00:00:08"}""");
        Assert.DoesNotContain(settings.TakeLog(), r => r.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task Change_WhileAnEarlierOneIsRead_TheLaterOneWins()
    {
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        bool blocks = false;
        await using var settings = new Settings("{" + One + "}", b => b.Services.Configure<ConvosoConnectOptions>(_ =>
        {
            if (blocks)
            {
                blocks = false;
                entered.Set();
                release.Wait(Engine.Token);
            }
        }));
        Assert.NotNull(await settings.Endpoints.GetAsync("one", Engine.Token));
        blocks = true;
        Task earlier = Task.Run(() => settings.Change("{\"AllowHttp\":true," + One + "}"), Engine.Token);
        entered.Wait(Engine.Token);

        settings.Change("{" + Two + "}");
        release.Set();
        await earlier;

        Assert.Equal("two", Assert.Single(await settings.Endpoints.ListAsync(null, Engine.Token)).Id);
        Assert.False(settings.Options.CurrentValue.AllowHttp);
    }

    [Fact]
    public async Task OptionsMonitor_Reload_FollowsAndTells()
    {
        await using var settings = new Settings("""{"LogTimeout":"00:00:01"}""");
        Assert.Equal(TimeSpan.FromSeconds(1), settings.Options.CurrentValue.LogTimeout);
        var told = new List<TimeSpan>();
        IDisposable? listening = settings.Options.OnChange((options, name) => told.Add(name == "" ? options.LogTimeout : TimeSpan.Zero));

        settings.Change("""{"LogTimeout":"00:00:02"}""");
        listening!.Dispose();
        settings.Change("""{"LogTimeout":"00:00:03"}""");

        Assert.Equal([TimeSpan.FromSeconds(2)], told);
        Assert.Equal(TimeSpan.FromSeconds(3), settings.Options.CurrentValue.LogTimeout);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.Options.Get("another").LogTimeout);
        Assert.Same(settings.Options.Get("another"), settings.Options.Get("another"));
    }

    [Fact]
    public async Task Change_EndpointsBesideAnotherStore_AreRefusedAndTold()
    {
        await using var settings = new Settings("""{"AllowHttp":true}""", b => b.UseEndpointStore<FailingStores>());
        Assert.True(settings.Options.CurrentValue.AllowHttp);

        settings.Change("{" + One + "}");

        Assert.True(settings.Options.CurrentValue.AllowHttp);
        Assert.Contains("another store is registered", Assert.Single(settings.TakeLog(), r => r.Level == LogLevel.Error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_JsonFileRewritten_IsFollowedAndABrokenOneIsNot()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string file = Path.Combine(folder, "appsettings.json");
        try
        {
            await File.WriteAllTextAsync(file, "{\"Connect\":{" + One + "}}", Engine.Token);
            HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Configuration.AddJsonFile(file, optional: false, reloadOnChange: true);
            builder.Services.AddConvosoConnect(builder.Configuration.GetSection("Connect"));
            using IHost host = builder.Build();
            await host.StartAsync(Engine.Token);
            IEndpointStore endpoints = host.Services.GetRequiredService<IEndpointStore>();
            var followed = new TaskCompletionSource();
            using IDisposable? listening = host.Services.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>()
                .OnChange((options, _) =>
                {
                    if (options.AllowHttp)
                    {
                        followed.TrySetResult();
                    }
                });

            await File.WriteAllTextAsync(file, "{\"Connect\":{\"AllowHttp\":true," + Two + "}}", Engine.Token);
            await followed.Task.WaitAsync(Engine.Token);
            Assert.Equal("two", Assert.Single(await endpoints.ListAsync(null, Engine.Token)).Id);

            await File.WriteAllTextAsync(file, "{\"Connect\":{\"AllowHttp\":\"no\"," + One + "}}", Engine.Token);
            ((IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>()).Reload();

            // The file's own watcher may be at work on another thread; then it is the one that reads the change.
            var status = host.Services.GetRequiredService<ConvosoConnectConfigurationStatus>();
            await Eventually.IsTrueAsync(() => status.Fault is not null);
            Assert.Contains("AllowHttp", status.Fault, StringComparison.Ordinal);
            Assert.Equal("two", Assert.Single(await endpoints.ListAsync(null, Engine.Token)).Id);
            await host.StopAsync(Engine.Token);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Configuration;

/// <summary>What reading costs the providers: passes over all their keys do not grow with the number of items, and look-ups grow no faster than it.</summary>
public sealed class ConfigurationCostTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("manager")]
    [InlineData("chained")]
    public async Task LoadAndReload_ManyItems_CostsNoPassPerItem(string kind)
    {
        (int passes, int lookUps) = await CostAsync(kind, 20);
        (int passesOfMany, int lookUpsOfMany) = await CostAsync(kind, 200);

        Assert.Equal(passes, passesOfMany);
        Assert.True(lookUpsOfMany <= 10 * lookUps, $"{lookUpsOfMany} look-ups for 200 items, {lookUps} for 20.");
    }

    /// <summary>A pass sorts all keys below a path, so the passes over whole lists are what a load costs.</summary>
    [Theory]
    [InlineData("plain")]
    [InlineData("manager")]
    [InlineData("chained")]
    public async Task LoadAndReload_ManyItems_PassOverEachListOnce(string kind)
    {
        var data = Items(20).Where(item => !item.Key.Contains("SuccessValues", StringComparison.Ordinal)).ToDictionary();
        var source = new CountingSource(data);
        var over = new CountingSource(new() { ["Connect:Endpoints:e3:Name"] = "Over" });
        await using ServiceProvider provider = Build(kind, source, over);
        _ = provider.GetRequiredService<IEndpointStore>();
        string[] lists = ["Connect", "Connect:Adaptors", "Connect:Endpoints"];

        Assert.Equal(lists, source.Passed.Where(lists.Contains).Order());

        source.Passed.Clear();
        source.Reload();

        Assert.Equal(lists, source.Passed.Where(lists.Contains).Order());
    }

    /// <summary>All of these are told of one reload of the app's configuration: two sections, of which one may be missing, and the options of the app's own.</summary>
    [Fact]
    public async Task Reload_SeveralAreToldOfIt_LoadsOnce()
    {
        var source = new CountingSource(Items(20));
        IConfigurationRoot root = new ConfigurationBuilder().Add(source).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(root);
        services.AddConvosoConnect(root.GetSection("Connect")).UseDeliveryHandler<PassingHandler>();
        services.AddConvosoConnect(root.GetSection("Elsewhere"), optional: true);
        services.AddSingleton<IOptionsChangeTokenSource<ConvosoConnectOptions>>(new ConfigurationChangeTokenSource<ConvosoConnectOptions>(root.GetSection("Connect")));
        await using ServiceProvider provider = services.BuildServiceProvider();
        int loads = 0;
        using IDisposable? watch = provider.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>().OnChange(_ => loads++);
        _ = provider.GetRequiredService<IEndpointStore>();

        source.Reload();
        int once = loads;
        source.Reload();

        Assert.Equal((1, 2), (once, loads));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("manager")]
    [InlineData("chained")]
    [InlineData("once")]
    public async Task Load_UnknownKeyAmongManyItems_IsFound(string kind)
    {
        var source = new CountingSource(Items(20)) { TellsOnce = kind == "once" };
        source.Set("Connect:Endpoints:e7:Nmae", "x");
        source.Set("Connect:Adaptors:a9:Fields:0:Feild", "x");
        var over = new CountingSource(new() { ["Connect:Endpoints:e8:Delivery:Retries"] = "3" }) { TellsOnce = kind == "once" };
        await using ServiceProvider provider = Build(kind, source, over);

        string[] failures = [.. Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IConvosoConnectClient>()).Failures];

        Assert.Equal(3, failures.Length);
        Assert.Contains(failures, f => f.StartsWith("Connect:Endpoints:e7:Nmae: There is no setting of that name.", StringComparison.Ordinal));
        Assert.Contains(failures, f => f.StartsWith("Connect:Endpoints:e8:Delivery:Retries: There is no setting of that name.", StringComparison.Ordinal));
        Assert.Contains(failures, f => f.StartsWith("Connect:Adaptors:a9:Fields:0:Feild: There is no setting of that name.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("manager")]
    [InlineData("chained")]
    [InlineData("once")]
    public async Task Load_TwoSources_GivesWhatTheyHoldTogether(string kind)
    {
        var over = new CountingSource(new()
        {
            ["connect:endpoints:E3:name"] = "Over",
            ["Connect:Endpoints:e3:SuccessValues:10"] = "ten",
            ["Connect:Endpoints:e3:SuccessValues:9"] = "nine",
        })
        { TellsOnce = kind == "once" };
        await using ServiceProvider provider = Build(kind, new CountingSource(Items(20)) { TellsOnce = kind == "once" }, over);
        IEndpointStore store = provider.GetRequiredService<IEndpointStore>();
        ConnectEndpoint endpoint = (await store.GetAsync("e3", Engine.Token))!;

        Assert.Equal(20, (await store.ListAsync(null, Engine.Token)).Count);
        Assert.Equal(("Over", "https://x.example/3", 3), (endpoint.Name, endpoint.ApiUrl, endpoint.Delivery!.MaxConcurrency));
        Assert.Equal(["ok", "yes", "nine", "ten"], endpoint.SuccessValues);
        Assert.Equal(["f0", "f1"], (await provider.GetRequiredService<IAdaptorStore>().GetAsync("a3", Engine.Token))!.Fields.Select(f => f.MappedTo));
    }

    private static async Task<(int Passes, int LookUps)> CostAsync(string kind, int count)
    {
        var source = new CountingSource(Items(count));
        await using ServiceProvider provider = Build(kind, source, new CountingSource(new() { ["Connect:AllowHttp"] = "true", ["Other"] = "1" }));
        IEndpointStore store = provider.GetRequiredService<IEndpointStore>();
        Assert.Equal(count, (await store.ListAsync(null, Engine.Token)).Count);
        source.Set("Unrelated", "2");
        source.Reload();
        return (source.Passes, source.LookUps);
    }

    private static Dictionary<string, string?> Items(int count)
    {
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < count; i++)
        {
            string endpoint = $"Connect:Endpoints:e{i}";
            (data[$"{endpoint}:ApiUrl"], data[$"{endpoint}:AdaptorId"]) = ($"https://x.example/{i}", $"a{i}");
            (data[$"{endpoint}:SuccessValues:0"], data[$"{endpoint}:SuccessValues:1"]) = ("ok", "yes");
            data[$"{endpoint}:Delivery:MaxConcurrency"] = "3";
            for (int row = 0; row < 2; row++)
            {
                (data[$"Connect:Adaptors:a{i}:Fields:{row}:Field"], data[$"Connect:Adaptors:a{i}:Fields:{row}:MappedTo"]) = ("email", $"f{row}");
            }
        }

        return data;
    }

    private static ServiceProvider Build(string kind, params IConfigurationSource[] sources)
    {
        IConfigurationBuilder builder = kind == "manager" ? new ConfigurationManager() : new ConfigurationBuilder();
        Array.ForEach(sources, s => builder.Add(s));
        IConfigurationRoot root = builder is ConfigurationManager manager ? manager : builder.Build();
        root = kind == "chained" ? new ConfigurationBuilder().AddConfiguration(root).Build() : root;
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(root);
        services.AddConvosoConnect(root.GetSection("Connect")).UseDeliveryHandler<PassingHandler>();
        return services.BuildServiceProvider();
    }

    /// <summary>Makes the engine take delivery rules; it is never called.</summary>
    private sealed class PassingHandler : DelegatingHandler;

    private sealed class CountingSource : ConfigurationProvider, IConfigurationSource
    {
        public CountingSource(Dictionary<string, string?> data) => Data = new Dictionary<string, string?>(data, StringComparer.OrdinalIgnoreCase);

        /// <summary>Whether it tells each segment once, as a provider of somebody else may.</summary>
        public bool TellsOnce { get; init; }

        public int Passes { get; private set; }

        public List<string?> Passed { get; } = [];

        public int LookUps { get; private set; }

        public void Reload() => OnReload();

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override bool TryGet(string key, out string? value)
        {
            LookUps++;
            return base.TryGet(key, out value);
        }

        public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath)
        {
            Passes++;
            Passed.Add(parentPath);
            IEnumerable<string> keys = base.GetChildKeys(earlierKeys, parentPath);
            return TellsOnce ? keys.Distinct(StringComparer.OrdinalIgnoreCase) : keys;
        }
    }
}

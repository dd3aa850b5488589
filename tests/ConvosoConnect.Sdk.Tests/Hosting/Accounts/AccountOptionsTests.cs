using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Hosting.Accounts;

/// <summary>The options of accounts, which the host has under their names.</summary>
public sealed class AccountOptionsTests
{
    private static readonly ServiceProviderOptions Strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    [Fact]
    public async Task Reload_OfOneAccountsSection_ChangesThatAccountAlone()
    {
        var source = new ReloadedSource(("Acme:MaxResponseBytes", "10"), ("Globex:MaxResponseBytes", "20"), ("Alone:MaxResponseBytes", "30"));
        IConfigurationRoot configuration = new ConfigurationBuilder().Add(source).Build();
        var services = new ServiceCollection();
        services.AddFakeLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddConvosoConnect("acme", configuration.GetSection("Acme"));
        services.AddConvosoConnect("globex", o => o.MaxResponseBytes = 20);
        services.AddConvosoConnect(o => o.MaxResponseBytes = 30);
        await using ServiceProvider host = services.BuildServiceProvider(Strict);
        IOptionsMonitor<ConvosoConnectOptions> options = host.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>();
        string[] names = ["acme", "globex", ""];
        Assert.Equal([10, 20, 30], names.Select(name => options.Get(name).MaxResponseBytes));
        var told = new List<string?>();
        using IDisposable? listening = options.OnChange((_, name) => told.Add(name));

        source.Change(("Acme:MaxResponseBytes", "11"));

        Assert.Equal([11, 20, 30], names.Select(name => options.Get(name).MaxResponseBytes));
        Assert.Equal(["acme"], told);
        Assert.Single(host.GetFakeLogCollector().GetSnapshot(), r => r.Id == 21);
    }

    [Fact]
    public async Task Configure_OptionsOfTheAccountsNameInTheHost_TakeEffectInItsEngine()
    {
        var services = new ServiceCollection();
        services.Configure<ConvosoConnectOptions>("acme", o => o.MaxResponseBytes = 7);
        services.AddConvosoConnect("acme");
        services.ConfigureAll<ConvosoConnectOptions>(o => o.MaxRequestBytes = 8);
        services.PostConfigure<ConvosoConnectOptions>("acme", o => o.LogCapacity = 9);
        services.Configure<ConvosoConnectOptions>(o => o.AllowHttp = true);
        await using ServiceProvider host = services.BuildServiceProvider(Strict);

        ConvosoConnectOptions inner = host.GetRequiredKeyedService<ConvosoConnectEngine>("acme").Services.GetRequiredService<IOptions<ConvosoConnectOptions>>().Value;
        ConvosoConnectOptions outer = host.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>().Get("acme");

        Assert.Equal((7, 8, 9, false), (inner.MaxResponseBytes, inner.MaxRequestBytes, inner.LogCapacity, inner.AllowHttp));
        Assert.Equal((7, 8, 9, false), (outer.MaxResponseBytes, outer.MaxRequestBytes, outer.LogCapacity, outer.AllowHttp));
    }

    private sealed class ReloadedSource(params (string Key, string Value)[] values) : ConfigurationProvider, IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder)
        {
            Set(values);
            return this;
        }

        public void Change(params (string Key, string Value)[] changes)
        {
            Set(changes);
            OnReload();
        }

        private void Set((string Key, string Value)[] changes)
        {
            foreach ((string key, string value) in changes)
            {
                Data[key] = value;
            }
        }
    }
}

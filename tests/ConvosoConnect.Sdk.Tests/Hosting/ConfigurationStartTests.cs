using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Hosting;

/// <summary>What a host does with the section when it starts: everything in it counts, or the host says why not.</summary>
public sealed class ConfigurationStartTests
{
    private const string Crm = """{"crm":{"ApiUrl":"https://crm.example","AdaptorId":"map"}}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StartAsync_EndpointsBesideAnotherStore_StopsAndSaysWhatToDo(bool isStoreFirst)
    {
        OptionsValidationException exception = await RefusedAsync($$$"""{"Connect":{"Endpoints":{{{Crm}}}}}""", services =>
        {
            if (isStoreFirst)
            {
                services.AddSingleton<IEndpointStore, UnmakeableStore>();
            }

            return section => _ = isStoreFirst ? services.AddConvosoConnect(section) : services.AddConvosoConnect(section).UseEndpointStore<UnmakeableStore>();
        });

        string failure = Assert.Single(exception.Failures);
        Assert.Contains("Connect:Endpoints", failure, StringComparison.Ordinal);
        Assert.Contains("another store is registered for them", failure, StringComparison.Ordinal);
        Assert.Contains("Take them out of the configuration", failure, StringComparison.Ordinal);
        Assert.Contains("UseSqliteLog", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_AdaptorsBesideAnotherStore_StopsAndNamesThem()
    {
        OptionsValidationException exception = await RefusedAsync(
            """{"Connect":{"Adaptors":{"map":{}}}}""", services => section => services.AddConvosoConnect(section).UseAdaptorStore<FailingStores>());

        Assert.Contains("Connect:Adaptors", Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_OtherStoresForWhatTheSectionDoesNotHold_Starts()
    {
        using IHost host = await StartAsync(
            $$$"""{"Connect":{"Endpoints":{{{Crm}}}}}""", services => section => services.AddConvosoConnect(section).UseAdaptorStore<FailingStores>());

        Assert.NotNull(await host.Services.GetRequiredService<IEndpointStore>().GetAsync("crm", Engine.Token));
        await host.StopAsync(Engine.Token);
    }

    [Fact]
    public async Task StartAsync_StoreOfTheAppsOwn_IsNotEvenMade()
    {
        using IHost host = await StartAsync(
            """{"Connect":{"AllowHttp":true,"Endpoints":{},"Adaptors":[]}}""", services => section => services.AddConvosoConnect(section).UseEndpointStore<UnmakeableStore>());

        await host.StopAsync(Engine.Token);
    }

    [Fact]
    public async Task AddConvosoConnect_SameSectionTwice_TheLastWins()
    {
        IConfigurationRoot other = Read("""{"connect":{"Endpoints":{"other":{"ApiUrl":"https://other.example","AdaptorId":"map"}}}}""");
        using IHost host = await StartAsync($$$"""{"Connect":{"AllowHttp":"maybe","Endpoints":{{{Crm}}}}}""", services => section =>
        {
            services.AddConvosoConnect(section);
            services.AddConvosoConnect(other.GetSection("connect"));
        });

        Assert.Equal("other", Assert.Single(await host.Services.GetRequiredService<IEndpointStore>().ListAsync(null, Engine.Token)).Id);
        await host.StopAsync(Engine.Token);
    }

    [Fact]
    public async Task StartAsync_TwoSections_StopsAndNamesBoth()
    {
        IConfigurationRoot other = Read($$$"""{"Other":{"Endpoints":{{{Crm}}}}}""");
        OptionsValidationException exception = await RefusedAsync($$$"""{"Connect":{"Endpoints":{{{Crm}}}}}""", services => section =>
        {
            services.AddConvosoConnect(section);
            services.AddConvosoConnect(other.GetSection("Other"));
        });

        Assert.Contains("several sections that exist: Connect, Other", Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Conect":{"AllowHttp":true}}""")]
    [InlineData("""{"Connect":{}}""")]
    public async Task StartAsync_NoSuchSection_StopsUnlessItIsOptional(string json)
    {
        CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
        OptionsValidationException exception = await RefusedAsync(json, services => section => services.AddConvosoConnect(section));
        Assert.Contains("Connect: The configuration has no such section", Assert.Single(exception.Failures), StringComparison.Ordinal);
        Assert.Contains("optional: true", Assert.Single(exception.Failures), StringComparison.Ordinal);

        using IHost host = await StartAsync(json, services => section => services.AddConvosoConnect(section, optional: true));
        await host.Services.GetRequiredService<IAdaptorStore>().SaveAsync(new Adaptor { Id = "map", Name = "Map" }, Engine.Token);
        Assert.Equal(1, (await host.Services.GetRequiredService<IEndpointStore>().SaveAsync(Engine.Endpoint("https://x.example"), Engine.Token)).Version);
        Assert.Null(host.Services.GetRequiredService<ConvosoConnectConfigurationStatus>().Fault);
        await host.StopAsync(Engine.Token);
    }

    [Fact]
    public async Task StartAsync_OptionalSectionMissingBesideAnother_TheOtherCounts()
    {
        using IHost host = await StartAsync($$$"""{"Connect":{"Endpoints":{{{Crm}}}}}""", services => section =>
        {
            services.AddConvosoConnect(section);
            services.AddConvosoConnect(Read("{}").GetSection("Tuning"), optional: true);
        });

        Assert.NotNull(await host.Services.GetRequiredService<IEndpointStore>().GetAsync("crm", Engine.Token));
        await host.StopAsync(Engine.Token);
    }

    [Fact]
    public async Task StartAsync_SourceAddedAfterwards_IsSeen()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddConvosoConnect(builder.Configuration.GetSection("Connect"));
        builder.Configuration.AddJsonStream(Stream($$$"""{"Connect":{"RequestTimeout":"00:00:07","Endpoints":{{{Crm}}}}}"""));
        using IHost host = builder.Build();
        await host.StartAsync(Engine.Token);

        Assert.NotNull(await host.Services.GetRequiredService<IEndpointStore>().GetAsync("crm", Engine.Token));
        Assert.Equal(TimeSpan.FromSeconds(7), host.Services.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>().CurrentValue.RequestTimeout);
        await host.StopAsync(Engine.Token);
    }

    [Fact]
    public async Task StartAsync_OptionsEndpointsAndAdaptorsBroken_TellsEverythingAtOnce()
    {
        OptionsValidationException exception = await RefusedAsync(
            """
            {"Connect":{"AllowHttp":"perhaps","TimeZone":"UTC",
             "Endpoints":{"a":{"ApiUrl":"http://fine.example","AdaptorId":"map"},"b":{"ApiUrl":"https://b.example"},"c":{"Aktive":true}},
             "Adaptors":{"map":{"Fields":[{"MappedTo":"x"}]}}}}
            """,
            services => section => services.AddConvosoConnect(section));

        Assert.Contains(exception.Failures, f => f.StartsWith("Connect:AllowHttp: ", StringComparison.Ordinal));
        Assert.Contains(exception.Failures, f => f.StartsWith("Connect:Endpoints:b:AdaptorId: ", StringComparison.Ordinal));
        Assert.Contains(exception.Failures, f => f.StartsWith("Connect:Endpoints:c:Aktive: ", StringComparison.Ordinal));
        Assert.Contains(exception.Failures, f => f.StartsWith("Connect:Adaptors:map:Fields[0].Field: ", StringComparison.Ordinal));
        Assert.DoesNotContain(exception.Failures, f => f.StartsWith("Connect:Endpoints:a", StringComparison.Ordinal));
    }

    [Fact]
    public void Client_WithoutAHost_TellsTheSameAtFirstUse()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddConvosoConnect(Read("{\"Connect\":{\"Endpoints\":" + Crm + ",\"Adaptors\":{\"map\":{\"Aktive\":true}}}}").GetSection("Connect"))
            .UseEndpointStore<FailingStores>();
        using ServiceProvider provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IConvosoConnectClient>);

        Assert.Equal(2, exception.Failures.Count());
    }

    private static async Task<OptionsValidationException> RefusedAsync(string json, Func<IServiceCollection, Action<IConfigurationSection>> add) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(json, add));

    private static async Task<IHost> StartAsync(string json, Func<IServiceCollection, Action<IConfigurationSection>> add)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddJsonStream(Stream(json));
        add(builder.Services)(builder.Configuration.GetSection("Connect"));
        IHost host = builder.Build();
        try
        {
            await host.StartAsync(Engine.Token);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private static IConfigurationRoot Read(string json) => new ConfigurationBuilder().AddJsonStream(Stream(json)).Build();

    private static MemoryStream Stream(string json) => new(Encoding.UTF8.GetBytes(json));

    private sealed class UnmakeableStore : IEndpointStore
    {
        public UnmakeableStore() => throw new InvalidOperationException("The store was made at start.");

        public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Sqlite.Tests;

/// <summary>The database beside a section of the configuration.</summary>
public sealed class ConfigurationTests
{
    private static readonly KeyValuePair<string, string?>[] Endpoint =
        [new("Connect:Endpoints:crm:ApiUrl", "https://crm.example"), new("Connect:Endpoints:crm:AdaptorId", "map"), new("Connect:Adaptors:map:Active", "true")];

    [Fact]
    public async Task UseSqlite_EndpointsInTheSection_StopsTheStartAndNamesTheWayOut()
    {
        using var file = new SqliteFile();
        await using ServiceProvider provider = Build(Endpoint, b => b.UseSqlite($"Data Source={file.Path}"));
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(provider));

        Assert.Equal(["Connect:Adaptors", "Connect:Endpoints"], exception.Failures.Select(f => f[..f.IndexOf(": ", StringComparison.Ordinal)]).Order());
        Assert.All(exception.Failures, f => Assert.Contains("UseSqliteLog", f, StringComparison.Ordinal));
        Assert.False(File.Exists(file.Path));
    }

    [Fact]
    public async Task UseSqliteLog_EndpointsInTheSection_KeepsThemThere()
    {
        using var file = new SqliteFile();
        await using ServiceProvider provider = Build(Endpoint, b => b.UseSqliteLog($"Data Source={file.Path}"));
        await StartAsync(provider);

        Assert.NotNull(await provider.GetRequiredService<IEndpointStore>().GetAsync("crm", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task UseSqlite_OptionsInTheSection_StartsWithoutReadingTheDatabase()
    {
        using var file = new SqliteFile();
        await using ServiceProvider provider = Build([new("Connect:AllowHttp", "true")], b => b.UseSqlite($"Data Source={file.Path}"));
        await StartAsync(provider);

        Assert.False(File.Exists(file.Path));
    }

    /// <summary>What a host does when it starts.</summary>
    private static async Task StartAsync(ServiceProvider provider)
    {
        provider.GetRequiredService<IStartupValidator>().Validate();
        foreach (IHostedService service in provider.GetServices<IHostedService>())
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
        }
    }

    private static ServiceProvider Build(IEnumerable<KeyValuePair<string, string?>> values, Action<ConvosoConnectBuilder> use)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        use(services.AddConvosoConnect(new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("Connect")));
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}

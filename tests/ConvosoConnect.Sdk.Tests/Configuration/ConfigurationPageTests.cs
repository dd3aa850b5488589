using System.Text;
using System.Text.RegularExpressions;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Tests.Architecture;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Configuration;

/// <summary>Keeps docs/configuration.md true.</summary>
public sealed class ConfigurationPageTests
{
    private static readonly string Page = Repository.Read("docs/configuration.md");
    private static readonly string Json = Regex.Match(Page, "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

    [Fact]
    public async Task AppSettings_OfThePage_LoadsWholeAndHoldsEveryKey()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Json));
        IConfigurationRoot root = new ConfigurationBuilder().AddJsonStream(stream).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddConvosoConnect(root.GetSection("ConvosoConnect"));
        await using ServiceProvider provider = services.BuildServiceProvider();

        ConnectEndpoint endpoint = Assert.Single(await provider.GetRequiredService<IEndpointStore>().ListAsync(null, TestContext.Current.CancellationToken));
        Adaptor adaptor = Assert.Single(await provider.GetRequiredService<IAdaptorStore>().ListAsync(null, TestContext.Current.CancellationToken));

        Assert.Equal("header:X-Request-Id", endpoint.Captures["request"]);
        Assert.Equal(Enum.GetValues<LeadSection>(), adaptor.Fields.Select(row => row.Section).Distinct());

        // A credential must be defined by the app or a package, so the page tells of it beside.
        Assert.Contains("`Credential`", Page, StringComparison.Ordinal);
        string[] keys = [.. root.GetSection("ConvosoConnect").GetChildren().Select(child => child.Key)];
        Assert.Empty(ConvosoConnectOptionTable.Rows.Names.Except(keys, StringComparer.Ordinal));
        string[] ofEndpoint = [.. root.GetSection("ConvosoConnect:Endpoints:crm").GetChildren().Select(child => child.Key)];
        Assert.Empty(typeof(ConnectEndpoint).GetProperties().Select(p => p.Name).Except([.. ofEndpoint, "Id", "Version", "Fault", "OfRequest", "Credential"], StringComparer.Ordinal));
    }

    [Fact]
    public void AppSettings_OfThePage_HoldsTheDefaults()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Json));
        var services = new ServiceCollection();
        services.AddConvosoConnect(new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("ConvosoConnect"));
        using ServiceProvider provider = services.BuildServiceProvider();
        ConvosoConnectOptions read = provider.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>().CurrentValue;
        var defaults = new ConvosoConnectOptions();

        Assert.All(
            typeof(ConvosoConnectOptions).GetProperties().Where(p => p.PropertyType != typeof(IReadOnlyList<string>)),
            property => Assert.Equal(property.GetValue(defaults), property.GetValue(read)));
    }

    [Fact]
    public void Table_OfThePage_NamesEveryOption() => Assert.Equal(
        ConvosoConnectOptionTable.Rows.Names.Order(StringComparer.Ordinal),
        Regex.Matches(Page, @"^\| `(\w+)` \|", RegexOptions.Multiline).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));
}

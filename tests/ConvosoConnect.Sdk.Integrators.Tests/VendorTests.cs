using ConvosoConnect.Sdk.Conformance;
using ConvosoConnect.Sdk.Integrators.Declared;
using ConvosoConnect.Sdk.Tests.Architecture;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Integrators.Tests;

/// <summary>Every vendor of the package has a definition that cites its source, passes the conformance suite and is registered under its name.</summary>
public sealed class VendorTests
{
    public static TheoryData<string> Names => [.. Vendors.All];

    public static TheoryData<string, string> Cases =>
        [.. Vendors.All.SelectMany(vendor => IntegratorConformance.Cases.Select(c => new TheoryDataRow<string, string>(vendor, c.Name)))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Load_Vendor_HasItsNameAndASource(string vendor)
    {
        IntegratorDefinition definition = Vendors.Load(vendor);

        Assert.Equal(vendor, definition.Name);
        Assert.True(Uri.TryCreate(definition.Source, UriKind.Absolute, out Uri? source) && source.Scheme == Uri.UriSchemeHttps, definition.Source);
        Assert.Empty(definition.Validate());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Template_Vendor_PassesTheConformanceCase(string vendor, string name) =>
        IntegratorConformance.Cases.Single(c => c.Name == name).RunAsync(_ => new(Vendors.Load(vendor).ToTemplate()), TestContext.Current.CancellationToken);

    [Fact]
    public void All_FilesOfThePackage_AreTheVendors()
    {
        string[] files = [.. Repository.Files("*.integrator.json", "src/ConvosoConnect.Sdk.Integrators")];
        string[] names = [.. files.Select(file => IntegratorDefinition.Parse(Repository.Read(file)).Name).Order(StringComparer.OrdinalIgnoreCase)];

        Assert.Equal(Vendors.All, names);
    }

    [Fact]
    public void Load_UnknownName_NamesTheKnownOnes()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => Vendors.Load("Nobody"));

        Assert.StartsWith("There is no vendor 'Nobody' in this package. It has boberdoo, Close, ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddConvosoConnectIntegrators_NoNames_AddsAllOfThem()
    {
        using ServiceProvider provider = Build(b => b.AddConvosoConnectIntegrators());

        Assert.Superset(Vendors.All.ToHashSet(StringComparer.Ordinal), provider.GetServices<IIntegratorTemplate>().Select(t => t.Name).ToHashSet(StringComparer.Ordinal));
        Assert.NotNull(provider.GetRequiredService<IConvosoConnectClient>());
    }

    [Fact]
    public void AddConvosoConnectIntegrators_NamesAndTwice_AddsEachOnce()
    {
        using ServiceProvider provider = Build(b => b.AddConvosoConnectIntegrators(Vendors.Zoho, "klaviyo").AddConvosoConnectIntegrators(Vendors.Zoho));

        string[] added = [.. provider.GetServices<IIntegratorTemplate>().Select(t => t.Name).Intersect(Vendors.All).Order(StringComparer.Ordinal)];
        Assert.Equal([Vendors.Klaviyo, Vendors.Zoho], added);
        Assert.Single(provider.GetServices<IIntegratorTemplate>(), t => t.Name == Vendors.Zoho);
        Assert.NotNull(provider.GetRequiredService<IConvosoConnectClient>());
    }

    [Fact]
    public void AddConvosoConnectIntegrators_UnknownName_AddsNothing()
    {
        var services = new ServiceCollection();
        ConvosoConnectBuilder builder = services.AddConvosoConnect();
        int before = services.Count;

        Assert.Throws<ArgumentException>(() => builder.AddConvosoConnectIntegrators(Vendors.Zoho, "Nobody"));
        Assert.Equal(before, services.Count);
    }

    private static ServiceProvider Build(Action<ConvosoConnectBuilder> use)
    {
        var services = new ServiceCollection();
        use(services.AddConvosoConnect());
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}

using System.Globalization;
using System.Text.RegularExpressions;
using ConvosoConnect.Sdk.Integrators.Declared;
using ConvosoConnect.Sdk.Tests.Architecture;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Integrators.Tests;

/// <summary>docs/integrators.md says of each vendor what the files say.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Document = Repository.Read("docs/integrators.md");

    public static TheoryData<string> Names => [.. Vendors.All];

    [Theory]
    [MemberData(nameof(Names))]
    public void Table_Vendor_HasItsSourceAndLines(string vendor)
    {
        string file = Assert.Single(
            Repository.Files("*.integrator.json", "src/ConvosoConnect.Sdk.Integrators"), f => IntegratorDefinition.Parse(Repository.Read(f)).Name == vendor);
        string[] cells = [.. RowOf(vendor).Split('|', StringSplitOptions.TrimEntries)];

        Assert.Contains($"({Vendors.Load(vendor).Source})", cells[3], StringComparison.Ordinal);
        Assert.Equal(Lines(file), cells[4]);
        Assert.Equal(Lines(file.Replace(".integrator.json", ".examples.json", StringComparison.Ordinal)), cells[5]);
    }

    [Fact]
    public void Table_Rows_AreTheVendors() =>
        Assert.Equal(Vendors.All, Rows().Matches(Document).Select(m => m.Groups[1].Value).Order(StringComparer.OrdinalIgnoreCase));

    [Fact]
    public void Members_OfTheFormat_AreAllInTheDocument()
    {
        Type[] types = [typeof(IntegratorDefinition), typeof(IntegratorBody), typeof(IntegratorResponseRules), typeof(IntegratorSuccess), typeof(IntegratorErrors), typeof(IntegratorVariant)];
        string[] members = [.. types.SelectMany(t => t.GetProperties()).Select(p => JsonName(p.Name)).Distinct().Where(name => !Document.Contains($"`{name}`", StringComparison.Ordinal))];

        Assert.Empty(members);
    }

    [Fact]
    public void Example_OfTheFormat_IsADefinition()
    {
        string json = Document.Split("```jsonc")[1].Split("```")[0];

        Assert.Empty(IntegratorDefinition.Parse(json).Validate());
    }

    [Fact]
    public void Snippets_OfTheDocument_RegisterVendors()
    {
        var services = new ServiceCollection();
        services.AddConvosoConnect().AddConvosoConnectIntegrators();                               // all of them
        services.AddConvosoConnect().AddConvosoConnectIntegrators(Vendors.Zoho, Vendors.Klaviyo);  // or some
        ConvosoConnectBuilder builder = services.AddConvosoConnect();
        builder.AddIntegrator(Vendors.Load(Vendors.Klaviyo) with { Name = "Klaviyo, slowly", RateLimit = 2 });

        using ServiceProvider provider = services.BuildServiceProvider();
        Assert.Contains(provider.GetServices<IIntegratorTemplate>(), t => t.Name == "Klaviyo, slowly" && t.Contract.RateLimit == 2);
    }

    private static string JsonName(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Lines(string file) => File.ReadLines(Path.Combine(Repository.Root, file)).Count().ToString(CultureInfo.InvariantCulture);

    private static string RowOf(string vendor) => Rows().Matches(Document).Single(m => m.Groups[1].Value == vendor).Value;

    [GeneratedRegex(@"^\| \*\*(.+?)\*\* \|.*$", RegexOptions.Multiline)]
    private static partial Regex Rows();
}

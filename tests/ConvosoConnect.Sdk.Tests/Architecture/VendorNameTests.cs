using System.Text.RegularExpressions;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Architecture;

/// <summary>What is peculiar to a vendor stands in its template: each folder below Integrators is a vendor, except the one for integrators that are told by data, and nothing else in src knows its name.</summary>
public sealed partial class VendorNameTests
{
    private const string Integrators = "src/ConvosoConnect.Sdk/Integrators/";

    private static readonly string[] Vendors =
        [.. Repository.Files("*.cs", Integrators).Select(path => path[Integrators.Length..].Split('/')).Where(parts => parts.Length > 1 && parts[0] != "Declared").Select(parts => parts[0]).Distinct()];

    [Fact]
    public void Vendors_OfTheFolders_AreSeen() => Assert.Contains("BlueInkDigital", Vendors);

    [Fact]
    public void Sources_OutsideTheIntegrators_NameNoVendor() => Offences.None(
        from path in Repository.Files("*.cs", "src")
        where !path.StartsWith(Integrators, StringComparison.Ordinal)
        from vendor in Vendors
        where IsNamed(Repository.Read(path), vendor)
        select $"{path} names {vendor}: say it in the vendor's template or in its contract");

    [Theory]
    [InlineData("endpoint.ApiIntegrator.StartsWith(\"hubspot\")", true)]
    [InlineData("/// <summary>As Hub Spot does.</summary>", true)]
    [InlineData("\"Blue Ink Digital\"", true)]
    [InlineData("a hub on the spot", false)]
    public void IsNamed_Text_IsSeenHoweverItIsWritten(string text, bool isNamed) => Assert.Equal(isNamed, Vendors.Any(vendor => IsNamed(text, vendor)));

    /// <summary>Whether a text holds a vendor's name, ignoring case, with or without something between its words.</summary>
    private static bool IsNamed(string text, string vendor) =>
        Regex.IsMatch(text, string.Join("[ _-]?", Word().Matches(vendor).Select(word => word.Value)), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    [GeneratedRegex("[A-Z][a-z]+")]
    private static partial Regex Word();
}

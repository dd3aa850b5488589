using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests.Examples;

/// <summary>The examples that stand beside the built-in integrators.</summary>
public sealed class BuiltInExampleTests
{
    private static readonly string[] Files =
    [
        .. Directory.EnumerateFiles(SourceFiles.Find("src/ConvosoConnect.Sdk/Integrators"), "*.examples.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
    ];

    public static TheoryData<ConformanceCase> Cases => [.. Files.SelectMany(file => new IntegratorExamples(file).Cases)];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public Task Example_OfABuiltInIntegrator_Holds(ConformanceCase @case) => @case.RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public void Files_OfTheBuiltInIntegrators_AreThereAndValid()
    {
        Assert.Equal(["BlueInkDigital.examples.json", "HubSpotV1.examples.json", "HubSpotV3.examples.json"], Files.Select(Path.GetFileName));
        Assert.All(Files, file => Assert.True(ExamplesFileTests.IsValid(File.ReadAllText(file)), file));
    }
}

using ConvosoConnect.Sdk.Conformance;
using ConvosoConnect.Sdk.Tests.Architecture;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Integrators.Tests;

/// <summary>The examples that stand beside each vendor's declaration, run through the engine.</summary>
public sealed class ExampleTests
{
    private static readonly ConformanceCase[] All =
    [
        .. Repository.Files("*.examples.json", "src/ConvosoConnect.Sdk.Integrators")
            .SelectMany(file => new IntegratorExamples(Path.Combine(Repository.Root, file), b => b.AddConvosoConnectIntegrators()).Cases),
    ];

    public static TheoryData<string> Names => [.. All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Example_OfAVendor_HoldsToTheByte(string name) => All.Single(c => c.Name == name).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public void Vendors_All_HaveExamples() =>
        Assert.Equal(
            Repository.Files("*.integrator.json", "src/ConvosoConnect.Sdk.Integrators").Select(f => f.Replace(".integrator.", ".examples.", StringComparison.Ordinal)),
            Repository.Files("*.examples.json", "src/ConvosoConnect.Sdk.Integrators"));
}

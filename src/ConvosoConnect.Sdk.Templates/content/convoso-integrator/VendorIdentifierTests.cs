using ConvosoConnect.Sdk.Conformance;
#if (!code)
using ConvosoConnect.Sdk.Integrators.Declared;
#endif
using Xunit;

namespace VendorName;

/// <summary>
/// Proves the examples, and what every integrator must hold. With CONVOSOCONNECT_WRITE_EXAMPLES=1, what really happens is written beside the examples in the output folder.
/// </summary>
public sealed class VendorIdentifierTests
{
#if (!code)
    private static readonly IntegratorDefinition Definition = IntegratorDefinition.Load(Path.Combine(AppContext.BaseDirectory, "PROJECT_NAME.integrator.json"));

#endif
    private static readonly IntegratorExamples Examples = new(
        Path.Combine(AppContext.BaseDirectory, "PROJECT_NAME.examples.json"),
#if (code)
        builder => builder.AddIntegrator<VendorIdentifierTemplate>());
#else
        builder => builder.AddIntegrator(Definition));
#endif

    public static TheoryData<string> ExampleNames => [.. Examples.Cases.Select(c => c.Name)];

    public static TheoryData<string> RuleNames => [.. IntegratorConformance.Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(ExampleNames))]
    public Task Integrator_EachExample_Holds(string name) => Examples.Cases.Single(c => c.Name == name).RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(RuleNames))]
    public Task Integrator_EachRule_Holds(string name) =>
#if (code)
        IntegratorConformance.Cases.Single(c => c.Name == name).RunAsync(_ => new(new VendorIdentifierTemplate()), TestContext.Current.CancellationToken);
#else
        IntegratorConformance.Cases.Single(c => c.Name == name).RunAsync(_ => new(Definition.ToTemplate()), TestContext.Current.CancellationToken);
#endif
}

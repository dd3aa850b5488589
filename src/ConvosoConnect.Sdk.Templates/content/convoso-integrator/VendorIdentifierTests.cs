using ConvosoConnect.Sdk.Conformance;
using ConvosoConnect.Sdk.Integrators;
#if (!code)
using ConvosoConnect.Sdk.Integrators.Declared;
#endif
using Xunit;

namespace VendorName;

public sealed class VendorIdentifierTests
{
#if (code)
    private static readonly VendorIdentifierTemplate Template = new();
#else
    private static readonly IIntegratorTemplate Template = IntegratorDefinition.Load("PROJECT_NAME.integrator.json").ToTemplate();
#endif

    // What every integrator must hold, and the examples.
    private static readonly Dictionary<string, ConformanceCase<IIntegratorTemplate>> All = IntegratorConformance.Cases
        .ToDictionary(c => c.Name);

    public static TheoryData<string> Cases => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Integrator_EachCase_Holds(string name) => All[name].RunAsync(_ => new(Template), TestContext.Current.CancellationToken);
}

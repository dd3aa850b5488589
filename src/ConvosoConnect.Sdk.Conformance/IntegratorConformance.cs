using ConvosoConnect.Sdk.Conformance.PartCases;
using ConvosoConnect.Sdk.Integrators;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>What every <see cref="IIntegratorTemplate"/> does.</summary>
public static class IntegratorConformance
{
    /// <summary>The cases.</summary>
    public static IReadOnlyList<ConformanceCase<IIntegratorTemplate>> Cases { get; } =
        [.. NameCases.For<IIntegratorTemplate>("Integrator", t => t.Name), .. TemplateShapeCases.All, .. TemplateReadCases.All];
}

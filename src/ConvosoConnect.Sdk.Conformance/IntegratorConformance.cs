using ConvosoConnect.Sdk.Conformance.PartCases;
using ConvosoConnect.Sdk.Integrators;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>The cases that every <see cref="IIntegratorTemplate"/> must pass.</summary>
public static class IntegratorConformance
{
    /// <summary>The cases. The factory gives the template.</summary>
    public static IReadOnlyList<ConformanceCase<IIntegratorTemplate>> Cases { get; } =
        [.. NameCases.For<IIntegratorTemplate>("Integrator", t => t.Name), .. TemplateShapeCases.All, .. TemplateReadCases.All];
}

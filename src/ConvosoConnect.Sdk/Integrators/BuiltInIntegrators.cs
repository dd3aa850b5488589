using ConvosoConnect.Sdk.Integrators.BlueInkDigital;
using ConvosoConnect.Sdk.Integrators.HubSpot;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Integrators;

/// <summary>The templates that every engine has: the one place that lists the vendors.</summary>
internal static class BuiltInIntegrators
{
    public static IEnumerable<ServiceDescriptor> All =>
    [
        ServiceDescriptor.Singleton<IIntegratorTemplate, HubSpotV1Template>(),
        ServiceDescriptor.Singleton<IIntegratorTemplate, HubSpotV3Template>(),
        ServiceDescriptor.Singleton<IIntegratorTemplate, BlueInkDigitalTemplate>(),
    ];
}

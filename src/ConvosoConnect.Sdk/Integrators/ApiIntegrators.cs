using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.BlueInkDigital;
using ConvosoConnect.Sdk.Integrators.HubSpot;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk;

/// <summary>The built-in values of <see cref="ConnectEndpoint.ApiIntegrator"/>, compared ignoring case. A template that you add brings a name of its own.</summary>
public static class ApiIntegrators
{
    /// <summary>No integrator, the same as null. It is Convoso's word for that.</summary>
    public const string None = "None";

    /// <summary>HubSpot's contacts API v1, which loses HubSpot's support in September 2027.</summary>
    public const string HubSpotV1 = "HubSpot v1";

    /// <summary>HubSpot's CRM API v3 and its dated successors.</summary>
    public const string HubSpotV3 = "HubSpot v3";

    /// <summary>Blue Ink Digital's lead exchange: ping, post and direct post.</summary>
    public const string BlueInkDigital = "Blue Ink Digital";

    /// <summary>The templates that every engine has. This list and the names above are the only places that list the vendors.</summary>
    internal static IEnumerable<ServiceDescriptor> BuiltIn =>
    [
        ServiceDescriptor.Singleton<IIntegratorTemplate, HubSpotV1Template>(),
        ServiceDescriptor.Singleton<IIntegratorTemplate, HubSpotV3Template>(),
        ServiceDescriptor.Singleton<IIntegratorTemplate, BlueInkDigitalTemplate>(),
    ];
}

using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Integrators;

namespace ConvosoConnect.Sdk.Hosting;

/// <summary>Everything that was read from the configuration at one time and found valid.</summary>
/// <param name="Options">The options, those of the app's code included.</param>
/// <param name="Section">The section that is used; null when none exists.</param>
/// <param name="Endpoints">By id; null without a section.</param>
/// <param name="Adaptors">By id; null without a section.</param>
/// <param name="Integrators">Those that the section declares, by name.</param>
/// <param name="Claimed">The content of each part that a package reads, by the key of the part.</param>
internal sealed record ConfigurationState(
    ConvosoConnectOptions Options,
    ConfigurationNode? Section,
    IReadOnlyDictionary<string, ConnectEndpoint>? Endpoints,
    IReadOnlyDictionary<string, Adaptor>? Adaptors,
    IReadOnlyDictionary<string, IIntegratorTemplate> Integrators,
    IReadOnlyDictionary<string, string> Claimed);

using Microsoft.Extensions.Configuration;

namespace ConvosoConnect.Sdk;

/// <summary>The configuration that the app gave, if any.</summary>
internal sealed class ConfigurationSource(IConfigurationSection? configuration)
{
    public IConfigurationSection? Configuration { get; } = configuration;
}

using ConvosoConnect.Sdk.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Hosting;

/// <summary>Reads the options from the app's configuration; a value that cannot be read is an <see cref="OptionsValidationException"/>.</summary>
internal sealed class ConfigurationOptions(ConfigurationSource source, IServiceProvider provider) : IConfigureOptions<ConvosoConnectOptions>
{
    public void Configure(ConvosoConnectOptions options)
    {
        if (source.Find([], provider.GetService<IConfiguration>()) is not { } configuration)
        {
            return;
        }

        var problems = new List<ValidationProblem>();
        var reader = new ConfigurationReader(configuration, problems);
        options.RequestTimeout = reader.Duration(nameof(options.RequestTimeout), options.RequestTimeout);
        options.ConnectTimeout = reader.Duration(nameof(options.ConnectTimeout), options.ConnectTimeout);
        options.AllowHttp = reader.Boolean(nameof(options.AllowHttp), options.AllowHttp);
        options.AllowedNetworks = reader.Texts(nameof(options.AllowedNetworks)) ?? options.AllowedNetworks;
        options.AllowedHosts = reader.Texts(nameof(options.AllowedHosts)) ?? options.AllowedHosts;
        options.MaxRequestBytes = reader.Integer(nameof(options.MaxRequestBytes), options.MaxRequestBytes);
        options.MaxResponseBytes = reader.Integer(nameof(options.MaxResponseBytes), options.MaxResponseBytes);
        options.TimeZone = reader.Text(nameof(options.TimeZone), options.TimeZone);
        options.SystemDateFormat = reader.Text(nameof(options.SystemDateFormat), options.SystemDateFormat);
        options.LogCapacity = reader.Integer(nameof(options.LogCapacity), options.LogCapacity);
        options.LogCapacityBytes = reader.Integer(nameof(options.LogCapacityBytes), options.LogCapacityBytes);
        options.LogResponseLength = reader.Integer(nameof(options.LogResponseLength), options.LogResponseLength);
        options.LogResultLength = reader.Integer(nameof(options.LogResultLength), options.LogResultLength);
        options.LogTimeout = reader.Duration(nameof(options.LogTimeout), options.LogTimeout);
        options.DisposalTimeout = reader.Duration(nameof(options.DisposalTimeout), options.DisposalTimeout);
        options.MaskCredentials = reader.Boolean(nameof(options.MaskCredentials), options.MaskCredentials);
        options.CredentialNames = reader.Texts(nameof(options.CredentialNames)) ?? options.CredentialNames;
        options.CompiledEndpointLimit = reader.Integer(nameof(options.CompiledEndpointLimit), options.CompiledEndpointLimit);
        _ = reader.Objects(ConfigurationSource.Endpoints);
        _ = reader.Objects(ConfigurationSource.Adaptors);
        SectionClaim[] claims = [.. provider.GetServices<SectionClaim>()];
        foreach (SectionClaim claim in claims)
        {
            _ = reader.Object(claim.Name);
        }

        reader.CheckUnknown(
            key => Explain(key, configuration, claims),
            " Settings of a package stand in a part of its own, and only where the package is used, such as Storage with UseSqlite or UsePostgreSql.");
        if (problems.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(ConvosoConnectOptions), problems.Select(p => $"{p.Field}: {p.Message}"));
        }
    }

    /// <summary>Says where the setting of a package belongs.</summary>
    private static string? Explain(string key, ConfigurationNode section, SectionClaim[] claims) =>
        Array.Find(claims, c => c.Knows(key, section)) is { } claim ? $"It is a setting of {claim.Name}. Write it as {section.Path}:{claim.Name}:{key}." : null;
}

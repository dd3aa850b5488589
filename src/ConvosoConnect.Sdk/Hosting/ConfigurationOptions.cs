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
        ConvosoConnectOptionTable.Rows.Read(reader, options);
        _ = reader.Objects(ConfigurationSource.Endpoints);
        _ = reader.Objects(ConfigurationSource.Adaptors);
        _ = reader.Objects(ConfigurationIntegrators.Name);
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

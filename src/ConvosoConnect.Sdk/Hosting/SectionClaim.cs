using System.Diagnostics.CodeAnalysis;
using ConvosoConnect.Sdk.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Hosting;

/// <summary>
/// A part of the engine's section that a package reads into its own options. They are checked together with the engine's options, at the start and at each reload.
/// </summary>
/// <param name="name">The key of the part.</param>
/// <param name="options">The package's options.</param>
internal abstract class SectionClaim(string name, Type options)
{
    public string Name => name;

    public Type OptionsType => options;

    /// <summary>Whether the package has a setting of that name.</summary>
    public abstract bool Knows(string key, ConfigurationNode section);

    /// <summary>Finds what is wrong with the current options, including those that the app's code sets.</summary>
    public abstract IEnumerable<string> FindFaults(IServiceProvider provider);

    /// <summary>The content of the part as one text, which is compared with a later one.</summary>
    public string Snapshot(ConfigurationNode? section)
    {
        return section is null ? "" : string.Join('\n', Lines(section.Part(Name)));

        static IEnumerable<string> Lines(ConfigurationNode node) => [$"{node.Path}={node.Value}", .. node.Children.SelectMany(Lines)];
    }
}

/// <summary>The part whose settings fill <typeparamref name="TOptions"/>.</summary>
/// <typeparam name="TOptions">The package's options.</typeparam>
/// <param name="name">The key of the part.</param>
/// <param name="read">Reads every setting of the part.</param>
internal sealed class SectionClaim<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
    string name, Action<ConfigurationReader, TOptions> read) : SectionClaim(name, typeof(TOptions))
    where TOptions : class, new()
{
    public override bool Knows(string key, ConfigurationNode section)
    {
        var reader = new ConfigurationReader(section.Part(Name), []);
        read(reader, new TOptions());
        return reader.Knows(key);
    }

    public override IEnumerable<string> FindFaults(IServiceProvider provider)
    {
        try
        {
            provider.GetRequiredService<IOptionsFactory<TOptions>>().Create(Options.DefaultName);
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures;
        }
    }

    /// <summary>Fills the options from the current content of the part.</summary>
    /// <exception cref="OptionsValidationException">Something in the part cannot be read; the message names everything.</exception>
    public void Configure(TOptions options, ConfigurationSource source, IConfiguration? app)
    {
        var problems = new List<ValidationProblem>();
        if (source.Find([], app) is { } section && new ConfigurationReader(section, problems).Object(Name) is { } part)
        {
            var reader = new ConfigurationReader(part, problems);
            read(reader, options);
            reader.CheckUnknown();
        }

        if (problems.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(TOptions), problems.Select(p => $"{p.Field}: {p.Message}"));
        }
    }
}

using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Adaptors.InMemory;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Endpoints.InMemory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace ConvosoConnect.Sdk.Hosting;

/// <summary>
/// The sections of the app's configuration that were given to the engine, and the choice of the one that is used. They are checked when they are read, not when they are given,
/// because the app may add sources until then.
/// </summary>
internal sealed class ConfigurationSource
{
    public const string Endpoints = "Endpoints";
    public const string Adaptors = "Adaptors";

    [ThreadStatic]
    private static (ConfigurationSource Source, ConfigurationNode? Section)? _held;

    private readonly IServiceCollection _services;
    private readonly (IConfigurationSection Section, bool Optional)[] _given;

    public ConfigurationSource(IServiceCollection services)
        : this(services, [])
    {
    }

    private ConfigurationSource(IServiceCollection services, (IConfigurationSection Section, bool Optional)[] given) => (_services, _given) = (services, given);

    public bool IsGiven => _given.Length > 0;

    /// <summary>Makes the store of endpoints that is used where the app registers no other.</summary>
    public static Func<IServiceProvider, IEndpointStore> EndpointStore { get; } = static provider =>
        provider.GetRequiredService<InMemoryEndpointStore>() is var memory && provider.GetRequiredService<ConfigurationSource>().IsGiven
            ? new ConfigurationEndpointStore(provider.GetRequiredService<SettingsFollower>().Endpoints, memory)
            : memory;

    /// <summary>Makes the store of adaptors that is used where the app registers no other.</summary>
    public static Func<IServiceProvider, IAdaptorStore> AdaptorStore { get; } = static provider =>
        provider.GetRequiredService<InMemoryAdaptorStore>() is var memory && provider.GetRequiredService<ConfigurationSource>().IsGiven
            ? new ConfigurationAdaptorStore(provider.GetRequiredService<SettingsFollower>().Adaptors, memory)
            : memory;

    /// <summary>A copy with one more section. When the same section was given before, it is replaced.</summary>
    public ConfigurationSource With(IConfigurationSection section, bool optional) =>
        new(_services, [.. _given.Where(g => !g.Section.Path.Equals(section.Path, StringComparison.OrdinalIgnoreCase)), (section, optional)]);

    /// <summary>
    /// Runs work in which <see cref="Find"/> returns a section that was read before, because listing the keys of thousands of items takes longer than everything else.
    /// </summary>
    /// <param name="section">The section; null when none exists.</param>
    /// <param name="work">The work.</param>
    public T Holding<T>(ConfigurationNode? section, Func<T> work)
    {
        (ConfigurationSource Source, ConfigurationNode? Section)? before = _held;
        _held = (this, section);
        try
        {
            return work();
        }
        finally
        {
            _held = before;
        }
    }

    /// <summary>Finds the section that is used; null when none exists.</summary>
    /// <param name="faults">Receives a sentence for each section that is missing, and one when several exist.</param>
    /// <param name="app">The app's configuration; null when it is not known.</param>
    public ConfigurationNode? Find(List<string> faults, IConfiguration? app)
    {
        if (_held is { } held && held.Source == this)
        {
            return held.Section;
        }

        ConfigurationNode[] existing = [.. _given.Select(g => ConfigurationNode.From(g.Section, app)).Where(s => s.Exists)];
        faults.AddRange(
            from given in _given
            where !given.Optional && !existing.Any(e => e.Path == given.Section.Path)
            select $"{given.Section.Path}: The configuration has no such section, or the section is empty. Check its name and whether its sources are found, "
                + "or pass optional: true to AddConvosoConnect.");
        if (existing.Length > 1)
        {
            faults.Add(
                $"AddConvosoConnect was given several sections that exist: {string.Join(", ", existing.Select(s => s.Path))}. "
                + "The engine reads one only: put all into one section.");
        }

        return existing.LastOrDefault();
    }

    /// <summary>Gives a sentence for each list of the section that would not be read, because the app registered another store for its items.</summary>
    public IEnumerable<string> FindUnread(ConfigurationNode section)
    {
        if (Holds(section, Endpoints) && !IsDefault(typeof(IEndpointStore), EndpointStore))
        {
            yield return Unread(section, Endpoints, "UseEndpointStore");
        }

        if (Holds(section, Adaptors) && !IsDefault(typeof(IAdaptorStore), AdaptorStore))
        {
            yield return Unread(section, Adaptors, "UseAdaptorStore");
        }
    }

    /// <summary>The change tokens of all sections, because a missing section may appear later.</summary>
    public IEnumerable<IChangeToken> ReloadTokens => _given.Select(g => g.Section.GetReloadToken());

    private static bool Holds(ConfigurationNode section, string list) =>
        section.Children.Any(c => c.Key.Equals(list, StringComparison.OrdinalIgnoreCase) && c.Children.Count > 0);

    private static string Unread(ConfigurationNode section, string list, string door) =>
        $"{section.Path}:{list}: They would not be used, because another store is registered for them (by UseSqlite, UsePostgreSql, {door} or the like). "
        + "Take them out of the configuration, or leave the other store out; UseSqliteLog and UsePostgreSqlLog keep the log alone in a database.";

    private bool IsDefault(Type service, object factory) =>
        _services.LastOrDefault(d => d.ServiceType == service && !d.IsKeyedService) is { } descriptor && ReferenceEquals(descriptor.ImplementationFactory, factory);
}

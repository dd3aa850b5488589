using Microsoft.Extensions.Configuration;

namespace ConvosoConnect.Sdk.Configuration;

/// <summary>
/// A key of the configuration with its value and the keys below it, which are read once. To list the keys below a section, the framework walks through all keys of the
/// configuration, so listing each item of a long list would take time that grows with the square of the list's length. When the providers are known, one pass over the list counts
/// the keys that each provider holds below each item. In an item, the keys that earlier items had are then looked up, and only when the counts show that it holds others too, its
/// keys are listed.
/// </summary>
internal sealed class ConfigurationNode
{
    private readonly IConfigurationSection _section;
    private readonly ConfigurationProviders? _providers;
    private readonly ConfigurationNode? _parent;
    private readonly int[]? _counts;
    private SortedSet<string>? _shape;
    private List<ConfigurationNode>? _children;
    private bool _isListed;

    private ConfigurationNode(IConfigurationSection section, ConfigurationProviders? providers, ConfigurationNode? parent, int[]? counts) =>
        (_section, _providers, _parent, _counts) = (section, providers, parent, counts);

    public string Key => _section.Key;

    public string Path => _section.Path;

    public string? Value => _section.Value;

    public bool Exists => Value is not null || Children.Count > 0;

    /// <summary>The keys directly below, in the order of the configuration.</summary>
    public IReadOnlyList<ConfigurationNode> Children => _children ??= Assemble() ?? List();

    /// <summary>Forgets the keys below, so that the keys of thousands of items are not in memory at the same time. They are read again when they are needed.</summary>
    public void Forget() => _children = null;

    /// <summary>Creates the node of a section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="app">The app's configuration, whose providers are used when the section belongs to it; null when it is not known.</param>
    public static ConfigurationNode From(IConfigurationSection section, IConfiguration? app) =>
        new(section, ConfigurationProviders.Find(section, app), parent: null, counts: null);

    /// <summary>The key of that name below this one; a node without a value and without keys when there is none.</summary>
    public ConfigurationNode Part(string name) =>
        Children.FirstOrDefault(c => c.Key.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? new(_section.GetSection(name), _providers, this, counts: null) { _children = [] };

    /// <summary>Remembers the keys of one child, which are then looked up in the other children.</summary>
    public void Learn(ConfigurationNode child)
    {
        if (_providers is not null && child._isListed)
        {
            Learn(_shape ??= new(ConfigurationKeyComparer.Instance), child, child.Path.Length + 1);
        }
    }

    private void Learn(SortedSet<string> shape, ConfigurationNode node, int start)
    {
        foreach (ConfigurationNode inner in node.Children)
        {
            if (inner.Children.Count == 0 || _providers!.Holds(inner.Path))
            {
                shape.Add(inner.Path[start..]);
            }

            Learn(shape, inner, start);
        }
    }

    /// <summary>Finds all keys below by looking up the remembered ones; null when there are others too, or when the keys cannot be counted.</summary>
    private List<ConfigurationNode>? Assemble()
    {
        if (_providers is null || _counts is null || _counts.Contains(ConfigurationProviders.Uncountable))
        {
            return null;
        }

        int[] missing = [.. _counts];
        _providers.Take(Path, _counts, missing);
        string[] found = [.. (_parent!._shape ?? []).Where(key => _providers.Take($"{Path}:{key}", _counts, missing))];
        if (missing.Any(m => m != 0))
        {
            return null;
        }

        var children = new List<ConfigurationNode>();
        foreach (string key in found)
        {
            List<ConfigurationNode> level = children;
            IConfigurationSection section = _section;
            foreach (string segment in key.Split(':'))
            {
                section = section.GetSection(segment);
                ConfigurationNode? node = level.FindLast(n => n.Key.Equals(segment, StringComparison.OrdinalIgnoreCase));
                if (node is null)
                {
                    level.Add(node = new ConfigurationNode(section, _providers, this, counts: null) { _children = [] });
                }

                level = node._children!;
            }
        }

        return children;
    }

    private List<ConfigurationNode> List()
    {
        _isListed = true;
        if (_providers is null)
        {
            return [.. _section.GetChildren().Select(c => new ConfigurationNode(c, providers: null, this, counts: null))];
        }

        (IReadOnlyList<string> keys, Dictionary<string, int[]> counts) = _providers.Count(Path, _counts);
        return [.. keys.Select(key => new ConfigurationNode(_section.GetSection(key), _providers, this, counts.GetValueOrDefault(key)))];
    }
}

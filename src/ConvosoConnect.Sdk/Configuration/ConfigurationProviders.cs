using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;

namespace ConvosoConnect.Sdk.Configuration;

/// <summary>The providers behind a section, those behind chained configurations included. They count keys and tell which ones they hold; values are read from the section.</summary>
internal sealed class ConfigurationProviders
{
    /// <summary>In the place of a count: a provider that cannot be counted holds keys there.</summary>
    public const int Uncountable = -1;

    private readonly IConfigurationProvider[] _all;

    private ConfigurationProviders(IConfigurationProvider[] all) => _all = all;

    /// <summary>Those of the app's configuration if the section belongs to it; null if it does not.</summary>
    public static ConfigurationProviders? Find(IConfigurationSection section, IConfiguration? app)
    {
        // A section does not give away its root. A reload in this moment gives two tokens of one root, hence the second look.
        return app is IConfigurationRoot root && (IsOf(root) || IsOf(root)) ? new([.. Flatten(root)]) : null;

        bool IsOf(IConfigurationRoot root) => ReferenceEquals(root.GetReloadToken(), section.GetReloadToken());
    }

    public bool Holds(string path) => Array.Exists(_all, p => p.TryGet(path, out _));

    /// <summary>Takes a key away from what is missing at each provider that holds it.</summary>
    /// <param name="path">The key.</param>
    /// <param name="counts">The number of keys of each provider; one that has none is not asked.</param>
    /// <param name="missing">How many of them were not found yet.</param>
    /// <returns>Whether a provider holds it.</returns>
    public bool Take(string path, int[] counts, int[] missing)
    {
        bool isHeld = false;
        for (int i = 0; i < _all.Length; i++)
        {
            if (counts[i] != 0 && _all[i].TryGet(path, out _))
            {
                missing[i]--;
                isHeld = true;
            }
        }

        return isHeld;
    }

    /// <summary>Counts the keys below a path by the segment that follows it, in one pass over each provider.</summary>
    /// <param name="path">The path.</param>
    /// <param name="above">The number of keys of each provider at the path and below it, where the level above was counted.</param>
    /// <returns>
    /// The segments in the order of the configuration, each as the first provider spells it; and for each segment the number of keys at each provider, or <see cref="Uncountable"/>.
    /// </returns>
    public (IReadOnlyList<string> Keys, Dictionary<string, int[]> Counts) Count(string path, int[]? above)
    {
        var counts = new Dictionary<string, int[]>(StringComparer.OrdinalIgnoreCase);
        var keys = new List<string>();
        int sharing = 0;
        for (int i = 0; i < _all.Length; i++)
        {
            var own = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            int total = 0;
            foreach (string key in _all[i].GetChildKeys([], path))
            {
                total++;
                CollectionsMarshal.GetValueRefOrAddDefault(own, key, out _)++;
            }

            sharing += total > 0 ? 1 : 0;
            bool isCounted = total != own.Count || CountsEachKey(_all[i], path, total, above?[i]);
            foreach ((string key, int count) in own)
            {
                if (!counts.TryGetValue(key, out int[]? ofKey))
                {
                    counts[key] = ofKey = new int[_all.Length];
                    keys.Add(key);
                }

                ofKey[i] = isCounted ? count : Uncountable;
            }
        }

        return (sharing > 1 ? [.. keys.Order(ConfigurationKeyComparer.Instance)] : keys, counts);
    }

    /// <summary>
    /// Whether a provider tells a segment once for each key below it, as those of the framework do, and not once for all. Where none is told twice, the level above shows it.
    /// </summary>
    private static bool CountsEachKey(IConfigurationProvider provider, string path, int total, int? above) =>
        total > 1 && (above is null or Uncountable ? CountAt(provider, path) : above) == total + (provider.TryGet(path, out _) ? 1 : 0);

    private static int CountAt(IConfigurationProvider provider, string path)
    {
        int colon = path.LastIndexOf(':');
        string name = path[(colon + 1)..];
        return provider.GetChildKeys([], colon < 0 ? null : path[..colon]).Count(k => k.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<IConfigurationProvider> Flatten(IConfigurationRoot root) => root.Providers.SelectMany(
        p => p is ChainedConfigurationProvider { Configuration: IConfigurationRoot inner } ? Flatten(inner) : [p]);
}

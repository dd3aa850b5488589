using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;

namespace ConvosoConnect.Sdk.Configuration;

/// <summary>
/// The providers of a configuration, including those of chained configurations. They are used to count keys and to find out which keys exist; values are read from the section.
/// </summary>
internal sealed class ConfigurationProviders
{
    /// <summary>Stands for a count when a provider holds keys but does not tell how many.</summary>
    public const int Uncountable = -1;

    private readonly IConfigurationProvider[] _all;

    private ConfigurationProviders(IConfigurationProvider[] all) => _all = all;

    /// <summary>The providers of the app's configuration; null when the section does not belong to it.</summary>
    public static ConfigurationProviders? Find(IConfigurationSection section, IConfiguration? app)
    {
        // A section does not reveal its root, so the change tokens are compared. A reload between the two reads gives two tokens of the same root, so they are compared twice.
        return app is IConfigurationRoot root && (IsOf(root) || IsOf(root)) ? new([.. Flatten(root)]) : null;

        bool IsOf(IConfigurationRoot root) => ReferenceEquals(root.GetReloadToken(), section.GetReloadToken());
    }

    public bool Holds(string path) => Array.Exists(_all, p => p.TryGet(path, out _));

    /// <summary>Looks a key up, and subtracts it from the number of missing keys of each provider that holds it.</summary>
    /// <param name="path">The key.</param>
    /// <param name="counts">The number of keys of each provider; a provider that has none is not asked.</param>
    /// <param name="missing">How many keys of each provider have not been found yet.</param>
    /// <returns>Whether any provider holds the key.</returns>
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
    /// <param name="above">The number of keys of each provider at the path and below it; null when the level above was not counted.</param>
    /// <returns>
    /// The segments in the order of the configuration, each as the first provider spells it; and for each segment the number of keys at each provider, or
    /// <see cref="Uncountable"/>.
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
    /// Whether a provider lists a segment once for each key below it, as the framework's providers do, instead of only once. When it lists no segment twice, the count of the level
    /// above shows it.
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

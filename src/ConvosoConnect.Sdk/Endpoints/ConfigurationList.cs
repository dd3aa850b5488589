using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace ConvosoConnect.Sdk.Endpoints;

/// <summary>
/// What the stores fed by configuration share: one frozen set, replaced whole when the configuration is reloaded. A reload that is broken keeps the
/// last good set and says why in the app's log; a broken first load is thrown.
/// </summary>
internal sealed partial class ConfigurationList<T> : IDisposable
    where T : class
{
    private readonly IConfiguration _root;
    private readonly string _name;
    private readonly Func<ConfigurationReader, List<ValidationProblem>, long, T> _read;
    private readonly Func<T, string> _idOf;
    private readonly ILogger _logger;
    private readonly IDisposable _watch;
    private FrozenDictionary<string, T> _items;
    private long _generation;

    /// <summary>Reads the list and follows it.</summary>
    /// <param name="root">The section that holds the list.</param>
    /// <param name="name">The key of the list.</param>
    /// <param name="read">Reads one object.</param>
    /// <param name="idOf">The id of one.</param>
    /// <param name="logger">Told of reloads.</param>
    /// <param name="changes">Says when to reload; null: whenever the configuration does.</param>
    public ConfigurationList(
        IConfiguration root,
        string name,
        Func<ConfigurationReader, List<ValidationProblem>, long, T> read,
        Func<T, string> idOf,
        ILogger logger,
        Func<IChangeToken>? changes = null)
    {
        (_root, _name, _read, _idOf, _logger) = (root, name, read, idOf, logger);
        _items = Load();
        _watch = ChangeToken.OnChange(changes ?? root.GetReloadToken, Reload);
    }

    public IEnumerable<T> Items => Volatile.Read(ref _items).Values;

    public T? Get(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Volatile.Read(ref _items).GetValueOrDefault(id);
    }

    public NotSupportedException ReadOnly() => new(
        $"The {_name} come from the configuration and cannot be changed here. Change the configuration, which is followed, or choose another store.");

    public void Dispose() => _watch.Dispose();

    private void Reload()
    {
        try
        {
            Volatile.Write(ref _items, Load());
            Reloaded(_logger, _name, _items.Count);
        }
        catch (ConnectValidationException exception)
        {
            ReloadRefused(_logger, _name, exception.Message);
        }
    }

    private FrozenDictionary<string, T> Load()
    {
        var problems = new List<ValidationProblem>();
        var items = new Dictionary<string, T>(StringComparer.Ordinal);
        long version = Interlocked.Increment(ref _generation);
        foreach (IConfigurationSection entry in _root.GetSection(_name).GetChildren())
        {
            var found = new List<ValidationProblem>();
            T item = _read(new ConfigurationReader(entry, found), found, version);
            if (_idOf(item).Length == 0)
            {
                found.Add(new("Id", "The id is missing."));
            }
            else if (!items.TryAdd(_idOf(item), item))
            {
                found.Add(new("Id", $"'{_idOf(item)}' stands twice."));
            }

            problems.AddRange(found.Select(p => p.Field.StartsWith(entry.Path, StringComparison.Ordinal) ? p : p with { Field = $"{entry.Path}:{p.Field}" }));
        }

        return problems.Any(p => !p.IsWarning)
            ? throw new ConnectValidationException($"configuration of the {_name}", problems)
            : items.ToFrozenDictionary(StringComparer.Ordinal);
    }

    [LoggerMessage(1, LogLevel.Information, "The {List} were reloaded from the configuration: {Count} in all.")]
    private static partial void Reloaded(ILogger logger, string list, int count);

    [LoggerMessage(2, LogLevel.Error, "The reloaded {List} are broken; the last good ones stay in use. {Reason}")]
    private static partial void ReloadRefused(ILogger logger, string list, string reason);
}

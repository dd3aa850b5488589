using System.Collections.Frozen;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>Encoders, parsers, templates or credentials by name, ignoring case. The constructor throws when two have the same name, so that the app learns of it at its start.</summary>
internal sealed class NamedSet<T>
    where T : class
{
    private readonly FrozenDictionary<string, T> _items;

    public NamedSet(string noun, IEnumerable<T> items, Func<T, string> nameOf)
    {
        var byName = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (T item in items)
        {
            string name = nameOf(item);
            if (string.IsNullOrWhiteSpace(name))
            {
                throw new InvalidOperationException($"The {noun} {item.GetType()} has no name. Give its Name property a value.");
            }

            if (!byName.TryAdd(name, item))
            {
                throw new InvalidOperationException(
                    $"Two of the {noun}s are named '{name}': {byName[name].GetType()} and {item.GetType()}. "
                    + $"Give one another name. All names: {string.Join(", ", byName.Keys.Order(StringComparer.OrdinalIgnoreCase))}.");
            }
        }

        _items = byName.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    public IEnumerable<string> Names => _items.Keys;

    public IEnumerable<T> Items => _items.Values;

    public T this[string name] => _items[name];

    public T? TryGet(string name) => _items.GetValueOrDefault(name);
}

namespace ConvosoConnect.Sdk.Equality;

/// <summary>
/// Wraps a dictionary so that it equals another one with the same keys and equal values, in any order. Keys are compared exactly, whatever comparers the dictionaries have;
/// otherwise two dictionaries could equal a third one but not each other. Records use it like <see cref="ListByValue{T}"/>.
/// </summary>
internal readonly struct DictionaryByValue<T>(IReadOnlyDictionary<string, T>? items) : IEquatable<DictionaryByValue<T>>
{
    /// <summary>The wrapped dictionary; null when null was given.</summary>
    public IReadOnlyDictionary<string, T>? Items { get; } = items;

    public bool Equals(DictionaryByValue<T> other)
    {
        if (ReferenceEquals(Items, other.Items))
        {
            return true;
        }

        if (Items is null || other.Items is null || Items.Count != other.Items.Count)
        {
            return false;
        }

        var mine = new Dictionary<string, T>(Items.Count, StringComparer.Ordinal);
        foreach ((string key, T value) in Items)
        {
            mine[key] = value;
        }

        return other.Items.All(pair => mine.TryGetValue(pair.Key, out T? found) && EqualityComparer<T>.Default.Equals(found, pair.Value));
    }

    public override bool Equals(object? obj) => obj is DictionaryByValue<T> other && Equals(other);

    // A sum does not depend on the order.
    public override int GetHashCode() => Items?.Aggregate(0, (sum, pair) => unchecked(sum + HashCode.Combine(pair.Key, pair.Value))) ?? 0;
}

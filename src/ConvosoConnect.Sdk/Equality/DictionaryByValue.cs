namespace ConvosoConnect.Sdk.Equality;

/// <summary>
/// A dictionary that equals another one with the same keys and equal values, in whatever order. Keys are compared exactly, whatever comparers the dictionaries have: else two
/// might equal a third and not each other. For records, in the manner of <see cref="ListByValue{T}"/>.
/// </summary>
internal readonly struct DictionaryByValue<T>(IReadOnlyDictionary<string, T>? items) : IEquatable<DictionaryByValue<T>>
{
    /// <summary>The dictionary as it was given; null where null was given.</summary>
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

    // A sum, because the order does not count.
    public override int GetHashCode() => Items?.Aggregate(0, (sum, pair) => unchecked(sum + HashCode.Combine(pair.Key, pair.Value))) ?? 0;
}

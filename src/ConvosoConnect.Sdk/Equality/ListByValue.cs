namespace ConvosoConnect.Sdk.Equality;

/// <summary>
/// Wraps a list so that it equals another one with equal items in the same order. Records keep their lists in a field of this type, so that their compiler-made equality compares
/// lists by value. It only wraps the reference and makes no copy.
/// </summary>
internal readonly struct ListByValue<T>(IReadOnlyList<T>? items) : IEquatable<ListByValue<T>>
{
    /// <summary>The wrapped list; null when null was given.</summary>
    public IReadOnlyList<T>? Items { get; } = items;

    public bool Equals(ListByValue<T> other) =>
        ReferenceEquals(Items, other.Items)
        || (Items is not null && other.Items is not null && Items.Count == other.Items.Count && Items.SequenceEqual(other.Items));

    public override bool Equals(object? obj) => obj is ListByValue<T> other && Equals(other);

    public override int GetHashCode()
    {
        if (Items is null)
        {
            return 0;
        }

        var hash = default(HashCode);
        foreach (T item in Items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }
}

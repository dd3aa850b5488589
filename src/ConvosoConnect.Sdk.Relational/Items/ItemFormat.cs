namespace ConvosoConnect.Sdk.Relational.Items;

/// <summary>How one kind of item is stored.</summary>
/// <param name="Key">Its id and version.</param>
/// <param name="Stamp">A copy with another id and version.</param>
/// <param name="Write">What is stored of it, and the id of what it refers to (empty for nothing).</param>
/// <param name="Read">The item of what is stored.</param>
/// <param name="IsWhole">Whether all that is stored could be read.</param>
internal sealed record ItemFormat<T>(
    Func<T, (string Id, long Version)> Key,
    Func<T, string, long, T> Stamp,
    Func<T, (StoredItem Stored, string Reference)> Write,
    Func<StoredItem, T> Read,
    Func<T, bool> IsWhole);

namespace ConvosoConnect.Sdk.Relational.Items;

/// <summary>How one kind of item is stored.</summary>
/// <param name="Key">Its id and version.</param>
/// <param name="Stamp">A copy with another id and version.</param>
/// <param name="Write">Its document, the id of what it refers to (empty for nothing), and whether the document holds encrypted credentials.</param>
/// <param name="Read">The item of a document.</param>
/// <param name="IsWhole">Whether everything of the document could be read.</param>
internal sealed record ItemFormat<T>(
    Func<T, (string Id, long Version)> Key,
    Func<T, string, long, T> Stamp,
    Func<T, (byte[] Document, string Reference, bool IsProtected)> Write,
    Func<byte[], bool, T> Read,
    Func<T, bool> IsWhole);

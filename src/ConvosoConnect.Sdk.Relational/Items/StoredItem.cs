namespace ConvosoConnect.Sdk.Relational.Items;

/// <summary>An item as it is stored.</summary>
/// <param name="Document">The item as JSON; without its credentials where there is a secret.</param>
/// <param name="Secret">The whole item, encrypted; null where the document is the whole item.</param>
internal readonly record struct StoredItem(byte[] Document, byte[]? Secret);

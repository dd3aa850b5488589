namespace ConvosoConnect.Sdk.Relational.Databases;

/// <summary>The database that keeps endpoints and adaptors; the log may be in another. The container disposes the database itself.</summary>
internal sealed record ItemDatabase(RelationalDatabase Database);

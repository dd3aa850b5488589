namespace ConvosoConnect.Sdk.Relational.Databases;

/// <summary>The database that keeps the log. The container disposes the database itself.</summary>
internal sealed record LogDatabase(RelationalDatabase Database);

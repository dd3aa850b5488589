namespace ConvosoConnect.Sdk.PostgreSql;

/// <summary>Where in the database the engine's tables stand.</summary>
public sealed class PostgreSqlStoreOptions
{
    /// <summary>The schema, made when it is missing. Default <c>convoso_connect</c>; apps that share a database without sharing data use one each.</summary>
    public string Schema { get; set; } = "convoso_connect";
}

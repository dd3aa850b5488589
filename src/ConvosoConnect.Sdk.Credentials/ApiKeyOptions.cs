namespace ConvosoConnect.Sdk.Credentials;

/// <summary>An API key: which it is, and where it goes.</summary>
public sealed class ApiKeyOptions
{
    /// <summary>The key. Required.</summary>
    public string Key { get; set; } = "";

    /// <summary>The header that carries it, with <see cref="Prefix"/> before it. Default <c>X-Api-Key</c>; not used where <see cref="QueryParameter"/> is set.</summary>
    public string Header { get; set; } = "X-Api-Key";

    /// <summary>What stands before the key in the header, such as <c>Bearer </c> with its space. Default empty.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The query parameter that carries it instead of a header. Empty (the default) for a header, which fewer logs keep.</summary>
    public string QueryParameter { get; set; } = "";

    internal IEnumerable<string> FindFaults() => new[]
    {
        OptionFaults.Missing(nameof(Key), Key),
        OptionFaults.ControlCharacter(nameof(Key), Key),
        OptionFaults.ControlCharacter(nameof(Prefix), Prefix),
        OptionFaults.ControlCharacter(nameof(QueryParameter), QueryParameter),
        string.IsNullOrEmpty(QueryParameter) ? OptionFaults.NoHeader(nameof(Header), Header) : null,
    }.OfType<string>();
}

namespace ConvosoConnect.Sdk.Logs;

/// <summary>A request exactly as it goes out, credentials masked: Convoso's "Input Data" of a log entry and "Generated Data" of a preview.</summary>
public sealed record ConnectInputData
{
    /// <summary><c>POST</c> or <c>GET</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The complete URL with its query.</summary>
    public required string Url { get; init; }

    /// <summary>All headers in the order sent, content headers last.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body as text, invalid UTF-8 shown as U+FFFD; null for GET.</summary>
    public string? Body { get; init; }
}

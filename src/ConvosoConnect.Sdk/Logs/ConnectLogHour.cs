namespace ConvosoConnect.Sdk.Logs;

/// <summary>The sends of one endpoint within one hour.</summary>
public sealed record ConnectLogHour
{
    /// <summary>The endpoint's id. A database store cuts one of more than 500 characters and appends a hash.</summary>
    public required string EndpointId { get; init; }

    /// <summary>The first instant of the hour. Hours are those of UTC; in a zone such as Kathmandu they begin at a quarter past.</summary>
    public required DateTimeOffset Hour { get; init; }

    /// <summary>How many entries the log holds of these sends; at least 1.</summary>
    public required long Sends { get; init; }

    /// <summary>How many of them have an error.</summary>
    public required long Failures { get; init; }

    /// <summary>The id of the last entry, which is the highest.</summary>
    public required long LastId { get; init; }

    /// <summary>The result of the last entry; null when it has none.</summary>
    public string? LastResult { get; init; }

    /// <summary>The HTTP status of the last entry; null when there was no response.</summary>
    public int? LastStatusCode { get; init; }

    /// <summary>The error's kind of the last entry; null for a success.</summary>
    public ConnectErrorKind? LastErrorKind { get; init; }
}

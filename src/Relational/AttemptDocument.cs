using System.Text.Json.Serialization;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>An attempt as it is stored within a <see cref="LogDocument"/>.</summary>
internal sealed record AttemptDocument
{
    [JsonPropertyName("n")]
    public int Number { get; init; }

    [JsonPropertyName("s")]
    public int? StatusCode { get; init; }

    [JsonPropertyName("k")]
    public string? ErrorKind { get; init; }

    [JsonPropertyName("w")]
    public long Wait { get; init; }

    [JsonPropertyName("d")]
    public long Duration { get; init; }

    [JsonPropertyName("r")]
    public string Reason { get; init; } = "";

    public static AttemptDocument Of(ConnectAttempt attempt) => new()
    {
        Number = attempt.Number,
        StatusCode = attempt.StatusCode,
        ErrorKind = attempt.ErrorKind,
        Wait = attempt.Wait.Ticks,
        Duration = attempt.Duration.Ticks,
        Reason = attempt.Reason,
    };

    public ConnectAttempt ToAttempt() => new()
    {
        Number = Number,
        StatusCode = StatusCode,
        ErrorKind = ErrorKind,
        Wait = new TimeSpan(Wait),
        Duration = new TimeSpan(Duration),
        Reason = Reason,
    };
}

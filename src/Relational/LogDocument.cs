using System.Text.Json;
using System.Text.Json.Serialization;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>
/// A log entry as it is stored: one JSON document of UTF-8 bytes, so that text which a database would refuse (a NUL, an unpaired surrogate) never meets
/// it. Names are short, since they are repeated ten million times.
/// </summary>
internal sealed record LogDocument
{
    [JsonPropertyName("t")]
    public long Ticks { get; init; }

    [JsonPropertyName("e")]
    public string EndpointId { get; init; } = "";

    [JsonPropertyName("n")]
    public string EndpointName { get; init; } = "";

    [JsonPropertyName("l")]
    public string LeadId { get; init; } = "";

    [JsonPropertyName("p")]
    public string PrimaryPhone { get; init; } = "";

    [JsonPropertyName("r")]
    public string? Result { get; init; }

    [JsonPropertyName("m")]
    public string? Method { get; init; }

    [JsonPropertyName("u")]
    public string? Url { get; init; }

    /// <summary>Names and values of the headers in turn.</summary>
    [JsonPropertyName("h")]
    public string[]? Headers { get; init; }

    [JsonPropertyName("b")]
    public string? Body { get; init; }

    [JsonPropertyName("a")]
    public string? ResponseBody { get; init; }

    [JsonPropertyName("s")]
    public int? StatusCode { get; init; }

    [JsonPropertyName("k")]
    public string? ErrorKind { get; init; }

    [JsonPropertyName("g")]
    public string? ErrorMessage { get; init; }

    [JsonPropertyName("d")]
    public long Duration { get; init; }

    [JsonPropertyName("o")]
    public string Origin { get; init; } = "";

    /// <summary>Left out where there are none, as in most entries.</summary>
    [JsonPropertyName("x")]
    public AttemptDocument[]? Attempts { get; init; }

    public static byte[] Write(ConnectLogEntry entry) => JsonSerializer.SerializeToUtf8Bytes(
        new LogDocument
        {
            Ticks = entry.Timestamp.UtcTicks,
            EndpointId = entry.EndpointId,
            EndpointName = entry.EndpointName,
            LeadId = entry.LeadId,
            PrimaryPhone = entry.PrimaryPhone,
            Result = entry.Result,
            Method = entry.InputData?.Method,
            Url = entry.InputData?.Url,
            Headers = entry.InputData?.Headers.SelectMany(h => new[] { h.Key, h.Value }).ToArray(),
            Body = entry.InputData?.Body,
            ResponseBody = entry.ResponseBody,
            StatusCode = entry.StatusCode,
            ErrorKind = entry.ErrorKind,
            ErrorMessage = entry.ErrorMessage,
            Duration = entry.Duration.Ticks,
            Origin = entry.Origin,
            Attempts = entry.Attempts.Count == 0 ? null : [.. entry.Attempts.Select(AttemptDocument.Of)],
        },
        StoredJson.Lean.LogDocument);

    public static ConnectLogEntry Read(long id, ReadOnlySpan<byte> json)
    {
        LogDocument stored = JsonSerializer.Deserialize(json, StoredJson.Lean.LogDocument)!;
        return new ConnectLogEntry
        {
            Id = id,
            Timestamp = new DateTimeOffset(stored.Ticks, TimeSpan.Zero),
            EndpointId = stored.EndpointId,
            EndpointName = stored.EndpointName,
            LeadId = stored.LeadId,
            PrimaryPhone = stored.PrimaryPhone,
            Result = stored.Result,
            InputData = stored.Method is null || stored.Url is null ? null : new ConnectInputData
            {
                Method = stored.Method,
                Url = stored.Url,
                Headers = [.. (stored.Headers ?? []).Chunk(2).Select(pair => new KeyValuePair<string, string>(pair[0], pair[1]))],
                Body = stored.Body,
            },
            ResponseBody = stored.ResponseBody,
            StatusCode = stored.StatusCode,
            ErrorKind = stored.ErrorKind,
            ErrorMessage = stored.ErrorMessage,
            Duration = new TimeSpan(stored.Duration),
            Origin = stored.Origin,
            Attempts = stored.Attempts is { } attempts ? [.. attempts.Select(a => a.ToAttempt())] : [],
        };
    }
}

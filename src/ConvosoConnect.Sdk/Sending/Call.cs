using System.Diagnostics;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>One call under way: what is known of it so far, for the result, the diagnosis and the log. Used by one flow of control.</summary>
internal sealed class Call(string endpointId, string origin, DateTimeOffset timestamp, SendSettings settings) : IDisposable
{
    public string EndpointId { get; } = endpointId;

    public string Origin { get; } = origin;

    public DateTimeOffset Timestamp { get; } = timestamp;

    public SendSettings Settings { get; } = settings;

    public LeadRecord Lead { get; set; } = new();

    /// <summary>Who is at work, for the sentence when it throws.</summary>
    public string Worker { get; set; } = "";

    public ConnectEndpoint? Endpoint { get; set; }

    public EndpointPlan? Plan { get; set; }

    public BuiltRequest? Request { get; set; }

    public Answer Answer { get; } = new();

    public string? Value { get; set; }

    public ConnectError? Error { get; set; }

    public TimeSpan Duration { get; set; }

    public Activity? Activity { get; set; }

    public string Mask(string text) => Plan?.Mask.Mask(text) ?? text;

    /// <summary>Ends the call before anything is sent.</summary>
    public void Stop(ConnectErrorKind kind, string sentence) => Error = new(kind, Mask(sentence));

    public ConnectLogEntry ToLogEntry()
    {
        CredentialMask mask = Plan?.LogMask ?? CredentialMask.None;
        return new ConnectLogEntry
        {
            Timestamp = Timestamp,
            EndpointId = EndpointId,
            EndpointName = Endpoint?.Name ?? "",
            LeadId = mask.Mask(Lead.Id ?? ""),
            PrimaryPhone = mask.Mask(PrimaryPhone()),
            Result = Value is null ? null : Cut(mask.Mask(Value)),
            InputData = Request is { Error: null } ? Request.Describe(mask) : null,
            ResponseBody = Answer.StatusCode is null
                ? null
                : Cut(mask.Mask(new ResponseParsers.ResponseBody(Answer.Body, Answer.MediaType, Answer.Charset).Text)),
            StatusCode = Answer.StatusCode,
            ErrorKind = Error?.Kind.ToString(),
            ErrorMessage = Error?.Message,
            Duration = Duration,
            Origin = Origin,
        };
    }

    public void Dispose()
    {
        Request?.Dispose();
        Answer.Dispose();
        Activity?.Dispose();
    }

    private string PrimaryPhone()
    {
        const string name = "phone_number";
        return Lead.Lead?.TryGetValue(name, out LeadValue phone) == true && !phone.IsEmpty ? phone.ToString()
            : Lead.CallLog?.TryGetValue(name, out phone) == true ? phone.ToString()
            : "";
    }

    private string Cut(string text)
    {
        int most = Settings.LogResponseLength;
        return text.Length <= most ? text : text[..(most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
    }
}

using System.Diagnostics;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Sending;

/// <summary>One call under way: what is known of it so far, for the result, the diagnosis and the log. Used by one flow of control.</summary>
internal sealed class Call(string endpointId, string origin, DateTimeOffset timestamp, SendSettings settings, Answer answer) : IDisposable
{
    private const int LongestSentence = 2000;

    private static readonly LeadRecord NoLead = new();

    public string EndpointId { get; } = endpointId;

    public string Origin { get; } = origin;

    public DateTimeOffset Timestamp { get; } = timestamp;

    public SendSettings Settings { get; } = settings;

    public LeadRecord Lead { get; private set; } = NoLead;

    /// <summary>The lead's <c>phone_number</c>, else the call's; empty when it has none.</summary>
    public string PrimaryPhone { get; private set; } = "";

    /// <summary>Who is at work, for the sentence when it throws.</summary>
    public string Worker { get; set; } = "";

    public ConnectEndpoint? Endpoint { get; set; }

    public EndpointPlan? Plan { get; set; }

    public BuiltRequest? Request { get; set; }

    public Answer Answer { get; } = answer;

    public string? Value { get; set; }

    public ConnectError? Error { get; set; }

    public TimeSpan Duration { get; set; }

    public Activity? Activity { get; set; }

    /// <summary>Takes the lead. Its dictionaries are the app's own and may throw: then there is still a lead's id for the log.</summary>
    public void Take(LeadRecord lead)
    {
        const string name = "phone_number";
        Lead = lead;
        PrimaryPhone = lead.Lead.TryGetValue(name, out LeadValue phone) && !phone.IsEmpty ? phone.ToString()
            : lead.CallLog.TryGetValue(name, out phone) ? phone.ToString()
            : "";
    }

    /// <summary>Masks the credentials that are known so far; those of the endpoint also when what came after it failed.</summary>
    public string Mask(string text) =>
        Plan is { } plan ? plan.Mask.Mask(text)
        : Endpoint is { } endpoint ? new CredentialMask(SecretFinder.Find(endpoint, adaptor: null)).Mask(text)
        : text;

    /// <summary>Ends the call with an error; masks and bounds its sentence, which may quote what others wrote.</summary>
    public void Stop(ConnectErrorKind kind, string sentence)
    {
        string masked = Mask(sentence);
        Error = new(kind, masked.Length > LongestSentence || masked.Any(char.IsControl) ? Excerpt.Of(masked, LongestSentence) : masked);
    }

    public ConnectLogEntry ToLogEntry()
    {
        // Masked before it is cut: a credential cut in half would no longer be found.
        CredentialMask? mask = Plan is { MasksLog: true } plan ? plan.Mask : null;
        ConnectInputData? input = Request is { Error: null } request ? request.Describe() : null;
        var entry = new ConnectLogEntry
        {
            Timestamp = Timestamp,
            EndpointId = EndpointId,
            EndpointName = Endpoint?.Name ?? "",
            LeadId = Lead.Id ?? "",
            PrimaryPhone = PrimaryPhone,
            Result = Value,
            InputData = input is null || mask is null ? input : EntryMask.Mask(input, mask),
            ResponseBody = Answer.StatusCode is null ? null : Answer.AsBody().Text,
            StatusCode = Answer.StatusCode,
            ErrorKind = Error?.Kind.ToString(),
            ErrorMessage = Error?.Message,
            Duration = Duration,
            Origin = Origin,
            Attempts = Answer.Attempts?.ForLog() ?? [],
        };
        entry = mask is null ? entry : EntryMask.Mask(entry, mask);
        entry = IsLong(entry.ResponseBody) ? entry with { ResponseBody = Cut(entry.ResponseBody) } : entry;
        int longest = Math.Min(Settings.LogResultLength, Settings.LogResponseLength);
        return entry.Result?.Length > longest ? entry with { Result = Shorten(entry.Result, longest) } : entry;
    }

    public void Dispose()
    {
        Request?.Dispose();
        Answer.Dispose();
        Activity?.Dispose();
    }

    /// <summary>The beginning of a text with <c>…</c> at its end, of at most <paramref name="most"/> characters in all.</summary>
    private static string Shorten(string text, int most)
    {
        int length = Math.Max(most - 1, 0);
        length -= length > 0 && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return most == 0 ? "" : string.Concat(text.AsSpan(0, length), "…");
    }

    private bool IsLong(string? text) => text?.Length > Settings.LogResponseLength;

    private string? Cut(string? text)
    {
        if (text is null || !IsLong(text))
        {
            return text;
        }

        // Not within a character: half of one is no text, and a database may refuse it.
        int length = Settings.LogResponseLength;
        return text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}

using ConvosoConnect.Sdk.Dates;
using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk;

/// <summary>One call, as it stands in the log. Credentials are masked as <c>***</c> in every member unless an option says otherwise.</summary>
public sealed record ConnectLogEntry
{
    private readonly ListByValue<ConnectAttempt> _attempts = new([]);

    /// <summary>Assigned by the store on append, ascending; 0 before.</summary>
    public long Id { get; init; }

    /// <summary>When the send began, in UTC. People see it in Pacific time.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>
    /// <see cref="Timestamp"/> as people see it, in any culture and on any machine: <c>2026-03-08 01:59:59 PST</c>, <c>PDT</c> while daylight saving is in
    /// force. The hour that clocks repeat in autumn comes twice, first as PDT and then as PST; the hour that they skip in spring never does. The CSV's date.
    /// </summary>
    public string PacificTimestamp => PacificTime.Format(Timestamp);

    /// <summary>The endpoint's id.</summary>
    public required string EndpointId { get; init; }

    /// <summary>The endpoint's name at that time; empty when there was no such endpoint.</summary>
    public string EndpointName { get; init; } = "";

    /// <summary>The lead's id; may be empty.</summary>
    public string LeadId { get; init; } = "";

    /// <summary>The lead's <c>phone_number</c>, else the call's; empty when it has none.</summary>
    public string PrimaryPhone { get; init; } = "";

    /// <summary>
    /// The result's value; null when the systems failed to communicate or nothing was sent. The engine cuts a value that is longer than the option
    /// <c>LogResultLength</c> (1,024 characters) and puts <c>…</c> in the place of its last character, after masking (our decision); the body stands beside it in
    /// <see cref="ResponseBody"/>.
    /// </summary>
    public string? Result { get; init; }

    /// <summary>The request; null when the send ended before there was one.</summary>
    public ConnectInputData? InputData { get; init; }

    /// <summary>The response's body as text, cut to an option's length; null when there was no response.</summary>
    public string? ResponseBody { get; init; }

    /// <summary>The HTTP status; null when there was no response.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The error's kind; null for a success. <see cref="ConnectErrorKind.Unknown"/> where a newer version wrote a kind that this one does not have.</summary>
    public ConnectErrorKind? ErrorKind { get; init; }

    /// <summary>The error's sentence; null for a success.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>From the start of the send to its result.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The attempts in order. Empty (the default) when the send was one attempt that neither waited nor left anything to say.</summary>
    public IReadOnlyList<ConnectAttempt> Attempts
    {
        get => _attempts.Items!;
        init => _attempts = new(value);
    }

    /// <summary><c>Send</c>, <c>Test</c>, or the caller's word such as <c>workflow:12</c>.</summary>
    public string Origin { get; init; } = "Send";
}

using ConvosoConnect.Sdk.Dates;
using ConvosoConnect.Sdk.Equality;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk;

/// <summary>One call in the log. Credentials are masked as <c>***</c> in every member, unless the options switch masking off.</summary>
public sealed record ConnectLogEntry
{
    private readonly ListByValue<ConnectAttempt> _attempts = new([]);

    // Status and direction share the eight bytes that the status would take alone, since each send makes an entry.
    private readonly int _statusCode;
    private readonly bool _hasStatusCode;
    private readonly bool _isIn;

    // Null for most entries, for the same reason.
    private readonly RareMembers? _rare;

    /// <summary>Assigned by the store when it appends the entry, in ascending order; 0 before.</summary>
    public long Id { get; init; }

    /// <summary>When the send began, in UTC. People see it in Pacific time.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>
    /// <see cref="Timestamp"/> for people, the same in any culture and on any machine: <c>2026-03-08 01:59:59 PST</c>, with <c>PDT</c> during daylight saving. The hour that is
    /// repeated in autumn occurs twice, first as PDT and then as PST. The CSV has this text as its date.
    /// </summary>
    public string PacificTimestamp => PacificTime.Format(Timestamp);

    /// <summary>The endpoint's id.</summary>
    public required string EndpointId { get; init; }

    /// <summary>The endpoint's name at the time of the call; empty when there was no such endpoint.</summary>
    public string EndpointName { get; init; } = "";

    /// <summary>The lead's id; may be empty.</summary>
    public string LeadId { get; init; } = "";

    /// <summary>The <c>phone_number</c> of the lead section, or else of the call section; empty when neither has one.</summary>
    public string PrimaryPhone { get; init; } = "";

    /// <summary>
    /// The result's value; null when the systems failed to communicate or nothing was sent. The engine masks the value, cuts it to the length of the option
    /// <c>LogResultLength</c> (1,024 characters) if it is longer, and then ends it with <c>…</c> (our decision). <see cref="ResponseBody"/> holds the whole body.
    /// </summary>
    public string? Result { get; init; }

    /// <summary>The request; null when the send ended before there was one.</summary>
    public ConnectInputData? InputData { get; init; }

    /// <summary>The response's body as text, cut to the length of the option <c>LogResponseLength</c>; null when there was no response.</summary>
    public string? ResponseBody { get; init; }

    /// <summary>The HTTP status; null when there was no response.</summary>
    public int? StatusCode
    {
        get => _hasStatusCode ? _statusCode : null;
        init => (_statusCode, _hasStatusCode) = (value.GetValueOrDefault(), value.HasValue);
    }

    /// <summary>The error's kind; null for a success. <see cref="ConnectErrorKind.Unknown"/> means that a newer version wrote a kind that this version does not know.</summary>
    public ConnectErrorKind? ErrorKind { get; init; }

    /// <summary>The error's sentence; null for a success.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The time from the start of the send to its result.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The attempts in order. Empty (the default) when the send was one attempt without a wait and without a reason.</summary>
    public IReadOnlyList<ConnectAttempt> Attempts
    {
        get => _attempts.Items!;
        init => _attempts = new(value);
    }

    /// <summary><c>Send</c>, <c>Test</c>, or the caller's word such as <c>workflow:12</c>.</summary>
    public string Origin { get; init; } = "Send";

    /// <summary>
    /// The key of this send: the app's own, see <see cref="SendOptions.IdempotencyKey"/>, or else the random one that went out under the endpoint's
    /// <see cref="DeliveryRules.IdempotencyHeader"/>; null for none.
    /// </summary>
    public string? IdempotencyKey
    {
        get => _rare?.IdempotencyKey;
        init => _rare = RareMembers.Change(_rare, IdempotencyKey, value, static (members, key) => members with { IdempotencyKey = key });
    }

    /// <summary>The id of the entry that <see cref="IConvosoConnectClient.SendAgainAsync"/> sent again, of the first one where that was itself sent again; null for others.</summary>
    public long? ResendOf
    {
        get => _rare?.ResendOf;
        init => _rare = RareMembers.Change(_rare, ResendOf, value, static (members, id) => members with { ResendOf = id });
    }

    /// <summary>
    /// The further values of the response by the names that <see cref="ConnectEndpoint.Captures"/> gives them, masked and cut like <see cref="Result"/>; those that were not found
    /// are not listed. Empty by default.
    /// </summary>
    public IReadOnlyDictionary<string, string> Captures
    {
        get => _rare?.Captures ?? RareMembers.NoCaptures;
        init => _rare = RareMembers.Change(_rare, Captures, value, static (members, captures) => members with { Captures = captures });
    }

    /// <summary>Whether the app sent the lead or received it. Default <see cref="ConnectLogDirection.Out"/>, which all entries of the engine's own sends and tests are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to a number without a name.</exception>
    public ConnectLogDirection Direction
    {
        get => _isIn ? ConnectLogDirection.In : ConnectLogDirection.Out;
        init => _isIn = value switch
        {
            ConnectLogDirection.Out => false,
            ConnectLogDirection.In => true,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, "The direction does not exist; choose one of Out, In."),
        };
    }
}

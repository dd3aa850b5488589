using System.Text.Json.Serialization;

namespace ConvosoConnect.Sdk;

/// <summary>
/// How hard and how fast an endpoint is tried. Everything is off until set. <see cref="TotalTimeout"/> and <see cref="IdempotencyHeader"/> are the engine's own;
/// all other rules are kept by a delivery handler, such as the one of the package <c>ConvosoConnect.Sdk.Resilience</c>, and refused without one.
/// The defaults and bounds are our decision.
/// </summary>
public sealed record DeliveryRules
{
    /// <summary>
    /// The time for one send, all attempts and the waits between them included. Null (the default): the option <c>RequestTimeout</c>. More than zero, at most one hour.
    /// </summary>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>
    /// A header that carries a random key, the same on every attempt of a send and another for each send, such as <c>Idempotency-Key</c>. Null (the default): none.
    /// It does not make the receiver idempotent: see <see cref="ReceiverIsIdempotent"/>.
    /// </summary>
    public string? IdempotencyHeader { get; init; }

    /// <summary>
    /// The time for one attempt, until the response begins; its body is bounded by <see cref="TotalTimeout"/>. Null (the default): no limit but that one.
    /// More than zero, at most one hour.
    /// </summary>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>How often one send is tried. Default 1: never again; at most 10.</summary>
    public int MaxAttempts { get; init; } = 1;

    /// <summary>
    /// The wait before the second attempt; it doubles with each further one, and between half and the whole of it is waited at random. Default 2 seconds; more than
    /// zero, at most <see cref="MaxRetryDelay"/>.
    /// </summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The longest wait before an attempt, that of a <c>Retry-After</c> included: a receiver that asks for more ends the send. Default 30 seconds; at most one hour.
    /// </summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether the receiver takes the same lead twice without harm, for instance because it knows the <see cref="IdempotencyHeader"/>, or because it only looks
    /// something up. Default false, for GET too: then only what certainly was not processed is tried again.
    /// </summary>
    public bool ReceiverIsIdempotent { get; init; }

    /// <summary>
    /// How many requests may begin within any <see cref="RateInterval"/>; others wait. Null (the default): the integrator's own limit, where it has one. From 1 to 10,000.
    /// </summary>
    public int? RateLimit { get; init; }

    /// <summary>The interval of <see cref="RateLimit"/>. Default one second; from one millisecond to one hour.</summary>
    public TimeSpan RateInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many requests may be under way at once, until their responses are read; others wait. Null (the default): any number. From 1 to 10,000.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>How many sends may wait for each of the two limits; further ones end as rate limited. Default 1,000; from 0 to 100,000.</summary>
    public int QueueLimit { get; init; } = 1_000;

    /// <summary>
    /// The share of attempts that must fail for the circuit breaker to open. Null (the default): no breaker. More than 0, at most 1. A failure is one on the wire, a
    /// time-out or a status of 500 and above.
    /// </summary>
    public double? FailureRatio { get; init; }

    /// <summary>How many attempts within <see cref="SamplingDuration"/> the breaker needs to judge by. Default 10; from 2 to 100,000.</summary>
    public int MinimumThroughput { get; init; } = 10;

    /// <summary>How far the breaker looks back. Default 30 seconds; from half a second to one hour.</summary>
    public TimeSpan SamplingDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open breaker lets nothing out before it lets one attempt try. Default 15 seconds; from half a second to one hour.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether there is a rule that the engine alone does not keep, so that a delivery handler is needed. Not part of the rules' JSON.</summary>
    [JsonIgnore]
    public bool NeedHandler => AttemptTimeout is not null || MaxAttempts != 1 || RateLimit is not null || MaxConcurrency is not null || FailureRatio is not null;
}

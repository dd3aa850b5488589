using System.Text.Json.Serialization;

namespace ConvosoConnect.Sdk;

/// <summary>
/// Time-outs, repeated attempts and limits of an endpoint. No rule applies until it is set. The engine itself keeps <see cref="TotalTimeout"/> and
/// <see cref="IdempotencyHeader"/>. All other rules need a delivery handler, such as the one of the package <c>ConvosoConnect.Sdk.Resilience</c>; an endpoint with such a rule is
/// refused in an app without a handler. The defaults and bounds are our decision.
/// </summary>
public sealed record DeliveryRules
{
    /// <summary>
    /// The time for one send, with all its attempts and the waits between them. Null (the default): the option <c>RequestTimeout</c>. More than zero, at most one hour.
    /// </summary>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>
    /// The name of a header, such as <c>Idempotency-Key</c>, that carries a random key: the same key on every attempt of one send, and another key for each send. Null (the
    /// default): none. The header alone does not make the receiver idempotent: see <see cref="ReceiverIsIdempotent"/>.
    /// </summary>
    public string? IdempotencyHeader { get; init; }

    /// <summary>
    /// The time for one attempt until its response begins; reading the body is limited by <see cref="TotalTimeout"/>. Null (the default): only <see cref="TotalTimeout"/> limits
    /// an attempt. More than zero, at most one hour.
    /// </summary>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>How many attempts one send may make. Default 1, so that nothing is repeated; at most 10.</summary>
    public int MaxAttempts { get; init; } = 1;

    /// <summary>
    /// The wait before the second attempt; it doubles for each further attempt. The actual wait is a random time between half of it and the whole. Default 2 seconds; more than
    /// zero, at most <see cref="MaxRetryDelay"/>.
    /// </summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The longest wait before an attempt, also when a response asks for one by <c>Retry-After</c>: when a receiver asks for a longer wait, the send ends. Default 30 seconds; at
    /// most one hour.
    /// </summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether the receiver can take the same lead twice without harm, for instance because it knows the <see cref="IdempotencyHeader"/>, or because it only looks something up.
    /// Default false, also for GET: then only requests that certainly were not processed are repeated.
    /// </summary>
    public bool ReceiverIsIdempotent { get; init; }

    /// <summary>
    /// How many requests may begin within any <see cref="RateInterval"/>; further ones wait. Null (the default): the integrator's own limit, if it has one. From 1 to 10,000.
    /// </summary>
    public int? RateLimit { get; init; }

    /// <summary>The interval of <see cref="RateLimit"/>. Default one second; from one millisecond to one hour.</summary>
    public TimeSpan RateInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many requests may be under way at once, each until its response is read; further ones wait. Null (the default): any number. From 1 to 10,000.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>
    /// How many sends may wait for each of the two limits; further sends fail with <see cref="ConnectErrorKind.RateLimited"/>. Default 1,000; from 0 to 100,000.
    /// </summary>
    public int QueueLimit { get; init; } = 1_000;

    /// <summary>
    /// The share of attempts that must fail for the circuit breaker to open. Null (the default): no breaker. More than 0, at most 1. Network failures, time-outs and statuses of
    /// 500 and above count as failures.
    /// </summary>
    public double? FailureRatio { get; init; }

    /// <summary>How many attempts the breaker must see within <see cref="SamplingDuration"/> before it may open. Default 10; from 2 to 100,000.</summary>
    public int MinimumThroughput { get; init; } = 10;

    /// <summary>The time span whose attempts the breaker counts. Default 30 seconds; from half a second to one hour.</summary>
    public TimeSpan SamplingDuration { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open breaker blocks all requests before it lets one attempt through. Default 15 seconds; from half a second to one hour.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether there is a rule that the engine alone does not keep, so that a delivery handler is needed. Not part of the rules' JSON.</summary>
    [JsonIgnore]
    public bool NeedHandler => AttemptTimeout is not null || MaxAttempts != 1 || RateLimit is not null || MaxConcurrency is not null || FailureRatio is not null;
}

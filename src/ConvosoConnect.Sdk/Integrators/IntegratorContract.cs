using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk.Integrators;

/// <summary>
/// What a vendor asks of whoever calls its API, whatever is sent: how leads are mapped for it, how fast it takes requests, and which responses may be followed by another attempt.
/// Every default leaves the matter to the endpoint and to the general rules.
/// </summary>
public sealed record IntegratorContract
{
    private readonly ListByValue<IntegratorRetry> _retries = new([]);

    /// <summary>The contract of an endpoint without a template.</summary>
    public static IntegratorContract None { get; } = new();

    /// <summary>Whether empty fields are sent when the endpoint leaves it open. <see cref="EmptyValues.Default"/> counts as send.</summary>
    public EmptyValues EmptyValues { get; init; } = EmptyValues.Default;

    /// <summary>Joins several values of one field; null: the endpoint's own Delimiter.</summary>
    public string? Delimiter { get; init; }

    /// <summary>
    /// How many requests the vendor takes within <see cref="RateInterval"/>: the limit of endpoints that set none of their own, where the app has a delivery handler.
    /// Null (the default): any number.
    /// </summary>
    public int? RateLimit { get; init; }

    /// <summary>The interval of <see cref="RateLimit"/>. Default one second.</summary>
    public TimeSpan RateInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Which responses may be followed by another attempt, and which must not: the first that fits a response counts. A response that none fits is left to the general rule
    /// of the delivery handler. Empty (the default): all are.
    /// </summary>
    public IReadOnlyList<IntegratorRetry> Retries
    {
        get => _retries.Items!;
        init => _retries = new(value);
    }
}

namespace ConvosoConnect.Sdk.Integrators;

/// <summary>How a template wants leads mapped before it sees them, and how fast its vendor takes requests.</summary>
public sealed record PayloadRules
{
    /// <summary>The rules of an endpoint without a template.</summary>
    public static PayloadRules None { get; } = new();

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
}

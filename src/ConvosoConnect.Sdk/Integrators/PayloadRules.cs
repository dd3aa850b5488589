using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Integrators;

/// <summary>How a template wants leads mapped before it sees them.</summary>
public sealed record PayloadRules
{
    /// <summary>The rules of an endpoint without a template.</summary>
    public static PayloadRules None { get; } = new();

    /// <summary>Whether empty fields are sent when the endpoint leaves it open. <see cref="EmptyValues.Default"/> counts as send.</summary>
    public EmptyValues EmptyValues { get; init; } = EmptyValues.Default;

    /// <summary>Joins several values of one field; null: the endpoint's own Delimiter.</summary>
    public string? Delimiter { get; init; }
}

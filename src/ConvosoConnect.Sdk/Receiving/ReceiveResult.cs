using System.Diagnostics.CodeAnalysis;

namespace ConvosoConnect.Sdk;

/// <summary>The lead that an incoming payload held, or the reason why it could not be read.</summary>
public sealed record ReceiveResult
{
    /// <summary>Whether there is a lead.</summary>
    [MemberNotNullWhen(true, nameof(Lead))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Lead is not null;

    /// <summary>The lead; null when the payload could not be read.</summary>
    public LeadRecord? Lead { get; init; }

    /// <summary>Why there is no lead.</summary>
    public ConnectError? Error { get; init; }

    /// <summary>Keys of the payload that no adaptor row takes, in the order received.</summary>
    public IReadOnlyList<string> UnusedKeys { get; init; } = [];
}

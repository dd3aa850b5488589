using System.Diagnostics.CodeAnalysis;
using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk;

/// <summary>
/// The lead that an incoming payload held, or the reason why it could not be read. An app's tests make results with <see cref="Success"/> and <see cref="Failure"/>.
/// </summary>
public sealed record ReceiveResult
{
    private readonly ListByValue<string> _unusedKeys = new([]);

    private ReceiveResult()
    {
    }

    /// <summary>Whether there is a lead.</summary>
    [MemberNotNullWhen(true, nameof(Lead))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;

    /// <summary>The lead; null when the payload could not be read.</summary>
    public LeadRecord? Lead { get; private init; }

    /// <summary>Why there is no lead; null when there is one.</summary>
    public ConnectError? Error { get; private init; }

    /// <summary>Keys of the payload that no adaptor row maps, in the order received. Empty when there is no lead.</summary>
    public IReadOnlyList<string> UnusedKeys
    {
        get => _unusedKeys.Items!;
        private init => _unusedKeys = new(value);
    }

    /// <summary>Makes the result for a payload that was read.</summary>
    /// <param name="lead">The lead that it held.</param>
    /// <param name="unusedKeys">The keys that no adaptor row maps; null for none.</param>
    /// <returns>The result.</returns>
    public static ReceiveResult Success(LeadRecord lead, IReadOnlyList<string>? unusedKeys = null) =>
        new() { Lead = lead ?? throw new ArgumentNullException(nameof(lead)), UnusedKeys = unusedKeys ?? [] };

    /// <summary>Makes the result for a payload that could not be read.</summary>
    /// <param name="error">The reason.</param>
    /// <returns>The result.</returns>
    public static ReceiveResult Failure(ConnectError error) => new() { Error = error ?? throw new ArgumentNullException(nameof(error)) };
}

namespace ConvosoConnect.Sdk.Sending;

/// <summary>What one send, test or preview is asked to do with an endpoint.</summary>
/// <param name="Options">What it brings beside its lead.</param>
internal readonly record struct SendJob(SendOptions Options)
{
    /// <summary>The lead; null when the lead source has it.</summary>
    public LeadRecord? Lead { get; init; }

    /// <summary>The lead's id in the lead source; null for the most recent one.</summary>
    public string? LeadId { get; init; }

    /// <summary>The endpoint and adaptor that are not saved, with an id of their own; null for saved ones.</summary>
    public ConnectDraft? Draft { get; init; }

    /// <summary>For a send that waits for its turn as long as it takes: gives it up meanwhile. Null for one that is refused instead.</summary>
    public CancellationToken? Patience { get; init; }

    /// <summary>Whether it records what became of each row.</summary>
    public bool IsTest { get; init; }
}

using ConvosoConnect.Sdk.Equality;

namespace ConvosoConnect.Sdk;

/// <summary>What <c>SendManyAsync</c> has done. An app's tests may make one.</summary>
public sealed record SendManySummary
{
    private readonly ListByValue<KeyValuePair<ConnectErrorKind, long>> _failedByKind = new([]);

    /// <summary>How many leads their receiver accepted.</summary>
    public long Succeeded { get; init; }

    /// <summary>How many sends failed.</summary>
    public long Failed { get; init; }

    /// <summary>How many sends failed for each kind of error, in the order of the kinds; kinds that did not occur are not there.</summary>
    public IReadOnlyList<KeyValuePair<ConnectErrorKind, long>> FailedByKind
    {
        get => _failedByKind.Items!;
        init => _failedByKind = new(value);
    }

    /// <summary>How many leads were taken from the source and not sent, because of a cancellation or because the engine ended. What the source still held is not counted.</summary>
    public long NotSent { get; init; }

    /// <summary>Whether the source was read to its end, so that no lead is left in it.</summary>
    public bool IsSourceEnded { get; init; }
}

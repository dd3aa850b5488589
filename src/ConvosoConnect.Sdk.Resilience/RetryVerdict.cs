namespace ConvosoConnect.Sdk.Resilience;

/// <summary>The verdict on an attempt: whether another one follows.</summary>
/// <param name="Retry">Whether another attempt follows.</param>
/// <param name="Wait">How long to wait before the next attempt.</param>
/// <param name="Reason">Why another attempt follows or not; empty when there is nothing to say.</param>
internal sealed record RetryVerdict(bool Retry, TimeSpan Wait, string Reason)
{
    /// <summary>No further attempt is needed, and there is nothing to say about it.</summary>
    public static RetryVerdict Done { get; } = new(false, TimeSpan.Zero, "");

    public static RetryVerdict No(string reason) => new(false, TimeSpan.Zero, $"Not tried again: {reason}");
}

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>What follows an attempt.</summary>
/// <param name="Retry">Whether there is to be another one.</param>
/// <param name="Wait">How long to wait before it.</param>
/// <param name="Reason">Why, or why not; empty where there is nothing to say.</param>
internal sealed record RetryVerdict(bool Retry, TimeSpan Wait, string Reason)
{
    /// <summary>That was all.</summary>
    public static RetryVerdict Done { get; } = new(false, TimeSpan.Zero, "");

    public static RetryVerdict No(string reason) => new(false, TimeSpan.Zero, $"Not tried again: {reason}");
}

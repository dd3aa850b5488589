namespace ConvosoConnect.Sdk.Resilience.Limits;

/// <summary>A turn that was given out under a rate limit.</summary>
/// <param name="Begin">When the turn began, as a time stamp.</param>
/// <param name="HasWaited">Whether the send had to wait for it.</param>
internal readonly record struct RateTurn(long Begin, bool HasWaited);

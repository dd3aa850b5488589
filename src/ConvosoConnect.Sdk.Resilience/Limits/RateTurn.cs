namespace ConvosoConnect.Sdk.Resilience.Limits;

/// <summary>A turn under a rate limit that was taken.</summary>
/// <param name="Begin">When it began, as a time stamp.</param>
/// <param name="HasWaited">Whether it came after a wait.</param>
internal readonly record struct RateTurn(long Begin, bool HasWaited);

namespace ConvosoConnect.Sdk.Integrators;

/// <summary>
/// What a vendor's documentation says of one response: whether another attempt may follow it. Made by <see cref="NotTaken"/>, <see cref="MaybeTaken"/> or <see cref="Final"/>; the
/// conditions beside the status are set by <c>with</c>, and all of them must hold.
/// </summary>
public sealed record IntegratorRetry
{
    private IntegratorRetry(IntegratorRetryKind kind, int statusCode, TimeSpan leastWait, string reason)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 999);
        ArgumentOutOfRangeException.ThrowIfLessThan(leastWait, TimeSpan.Zero);
        (Kind, StatusCode, LeastWait, Reason) = (kind, statusCode, leastWait, reason);
    }

    /// <summary>What the response says of another attempt.</summary>
    public IntegratorRetryKind Kind { get; }

    /// <summary>The status of the response, from 200 to 999.</summary>
    public int StatusCode { get; }

    /// <summary>How long the vendor wants to be left alone at least. Zero (the default): the endpoint's delivery rules alone say how long.</summary>
    public TimeSpan LeastWait { get; }

    /// <summary>Why another attempt is of no use, as a sentence for the result of a send that delivery rules govern; empty for the other kinds.</summary>
    public string Reason { get; }

    /// <summary>A header that the response must have, compared ignoring case; null (the default): none.</summary>
    public string? RequiredHeader { get; init; }

    /// <summary>A key or path that the body must have, in the manner of a Response Key, with a value that is not null; null (the default): none.</summary>
    public string? BodyKey { get; init; }

    /// <summary>The value under <see cref="BodyKey"/>, compared trimmed and ignoring case; null (the default): any.</summary>
    public string? BodyValue { get; init; }

    /// <summary>A response by which the vendor says that it has not taken the lead.</summary>
    /// <param name="statusCode">The status, from 200 to 999.</param>
    /// <param name="leastWait">See <see cref="LeastWait"/>.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is none, or the wait is negative.</exception>
    public static IntegratorRetry NotTaken(int statusCode, TimeSpan leastWait = default) => new(IntegratorRetryKind.NotTaken, statusCode, leastWait, "");

    /// <summary>A response after which the vendor may have taken the lead.</summary>
    /// <param name="statusCode">The status, from 200 to 999.</param>
    /// <param name="leastWait">See <see cref="LeastWait"/>.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is none, or the wait is negative.</exception>
    public static IntegratorRetry MaybeTaken(int statusCode, TimeSpan leastWait = default) => new(IntegratorRetryKind.MaybeTaken, statusCode, leastWait, "");

    /// <summary>A response after which another attempt is of no use.</summary>
    /// <param name="statusCode">The status, from 200 to 999.</param>
    /// <param name="reason">Why, as a sentence for the result, such as <c>The calls of this day are used up.</c></param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The status is none.</exception>
    public static IntegratorRetry Final(int statusCode, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(IntegratorRetryKind.Final, statusCode, TimeSpan.Zero, reason);
    }

    /// <summary>Whether it speaks of this response.</summary>
    /// <param name="response">The response. Without a body, no rule that looks at the body fits.</param>
    /// <returns>Whether the status and all conditions hold.</returns>
    public bool Fits(IntegratorResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.StatusCode == StatusCode
            && (RequiredHeader is null || response.Header(RequiredHeader) is not null)
            && (BodyKey is null
                || (response.Find(BodyKey) is { } value && (BodyValue is null || string.Equals(value.Trim(), BodyValue, StringComparison.OrdinalIgnoreCase))));
    }
}

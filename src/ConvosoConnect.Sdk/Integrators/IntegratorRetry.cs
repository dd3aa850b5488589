namespace ConvosoConnect.Sdk.Integrators;

/// <summary>
/// A rule of a vendor: whether another attempt may follow a certain response. Make one with <see cref="NotTaken"/>, <see cref="MaybeTaken"/> or <see cref="Final"/>, and add
/// further conditions by <c>with</c>; a response must meet all of them.
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

    /// <summary>Whether another attempt may follow the response.</summary>
    public IntegratorRetryKind Kind { get; }

    /// <summary>The status of the response, from 200 to 999.</summary>
    public int StatusCode { get; }

    /// <summary>The shortest wait before the next attempt. Zero (the default) means that only the endpoint's delivery rules decide how long to wait.</summary>
    public TimeSpan LeastWait { get; }

    /// <summary>Why another attempt is useless, as a sentence for the result of a send with delivery rules; empty for the other kinds.</summary>
    public string Reason { get; }

    /// <summary>A header that the response must have, compared ignoring case. Null (the default) means no such condition.</summary>
    public string? RequiredHeader { get; init; }

    /// <summary>A key or path that the body must have, written like a Response Key, with a value that is not null. Null (the default) means no such condition.</summary>
    public string? BodyKey { get; init; }

    /// <summary>The value that must be under <see cref="BodyKey"/>, compared trimmed and ignoring case. Null (the default) means any value.</summary>
    public string? BodyValue { get; init; }

    /// <summary>Makes a rule for a response by which the vendor says that it has not taken the lead.</summary>
    /// <param name="statusCode">The status, from 200 to 999.</param>
    /// <param name="leastWait">See <see cref="LeastWait"/>.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is not from 200 to 999, or the wait is negative.</exception>
    public static IntegratorRetry NotTaken(int statusCode, TimeSpan leastWait = default) => new(IntegratorRetryKind.NotTaken, statusCode, leastWait, "");

    /// <summary>Makes a rule for a response after which the vendor may have taken the lead.</summary>
    /// <param name="statusCode">The status, from 200 to 999.</param>
    /// <param name="leastWait">See <see cref="LeastWait"/>.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status is not from 200 to 999, or the wait is negative.</exception>
    public static IntegratorRetry MaybeTaken(int statusCode, TimeSpan leastWait = default) => new(IntegratorRetryKind.MaybeTaken, statusCode, leastWait, "");

    /// <summary>Makes a rule for a response after which another attempt is useless.</summary>
    /// <param name="statusCode">The status, from 200 to 999.</param>
    /// <param name="reason">Why, as a sentence for the result, such as <c>The calls of this day are used up.</c></param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentException">The reason is null or blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The status is not from 200 to 999.</exception>
    public static IntegratorRetry Final(int statusCode, string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new(IntegratorRetryKind.Final, statusCode, TimeSpan.Zero, reason);
    }

    /// <summary>Whether the rule fits a response.</summary>
    /// <param name="response">The response. When it has no body, a rule with a <see cref="BodyKey"/> does not fit.</param>
    /// <returns>True when the status is the same and the response meets all conditions.</returns>
    public bool Fits(IntegratorResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.StatusCode == StatusCode
            && (RequiredHeader is null || response.Header(RequiredHeader) is not null)
            && (BodyKey is null
                || (response.Find(BodyKey) is { } value && (BodyValue is null || string.Equals(value.Trim(), BodyValue, StringComparison.OrdinalIgnoreCase))));
    }
}

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>
/// A delivery handler throws it to end a send by its own rule. The result, and the log entry, then have its kind and its message as the error. A handler that reports attempts
/// reports the last one before.
/// </summary>
public sealed class DeliveryRefusedException : Exception
{
    /// <summary>Refuses a send.</summary>
    /// <param name="kind">
    /// <see cref="ConnectErrorKind.RateLimited"/> or <see cref="ConnectErrorKind.BreakerOpen"/> for a request that was not sent; <see cref="ConnectErrorKind.Timeout"/> for one
    /// that got no response within the handler's limit.
    /// </param>
    /// <param name="message">What was wrong, what was seen and what to do. The engine masks the endpoint's credentials in it, and cuts it after 1,000 characters.</param>
    /// <param name="innerException">What it stands for; null for nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is another one.</exception>
    public DeliveryRefusedException(ConnectErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        if (kind is not (ConnectErrorKind.RateLimited or ConnectErrorKind.BreakerOpen or ConnectErrorKind.Timeout))
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "A delivery handler refuses as RateLimited, BreakerOpen or Timeout.");
        }

        Kind = kind;
    }

    /// <summary>The kind of the result's error.</summary>
    public ConnectErrorKind Kind { get; }

    /// <summary>The one that caused a failure, however handlers wrapped it; null when another cause did.</summary>
    internal static DeliveryRefusedException? FindIn(Exception? exception)
    {
        while (exception is not (null or DeliveryRefusedException))
        {
            exception = exception.InnerException;
        }

        return (DeliveryRefusedException?)exception;
    }
}

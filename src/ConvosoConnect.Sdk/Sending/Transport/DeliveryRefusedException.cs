namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>
/// A delivery handler throws it to end a send by one of its own rules. The result and the log entry then have its kind and message as the error. A handler that reports attempts
/// must report the last one before it throws.
/// </summary>
public sealed class DeliveryRefusedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="kind">
    /// <see cref="ConnectErrorKind.RateLimited"/> or <see cref="ConnectErrorKind.BreakerOpen"/> for a request that was not sent; <see cref="ConnectErrorKind.Timeout"/> for one
    /// that got no response within the handler's limit.
    /// </param>
    /// <param name="message">
    /// A sentence that says what was wrong, what was seen and what to do. The engine masks the endpoint's credentials in it and cuts it after 1,000 characters.
    /// </param>
    /// <param name="innerException">The exception behind the refusal; null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind is none of these three.</exception>
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

    /// <summary>Finds this exception among the inner exceptions of a failure; null when something else caused the failure.</summary>
    internal static DeliveryRefusedException? FindIn(Exception? exception)
    {
        while (exception is not (null or DeliveryRefusedException))
        {
            exception = exception.InnerException;
        }

        return (DeliveryRefusedException?)exception;
    }
}

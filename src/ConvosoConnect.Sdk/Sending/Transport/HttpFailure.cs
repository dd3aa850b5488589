using ConvosoConnect.Sdk.Sending.Responses;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>Gives the error kind of a failure, for HTTP handlers of an app that repeat or hold back requests.</summary>
public static class HttpFailure
{
    /// <summary>Gives the kind that the engine itself gives to a failure before the response begins; for a <see cref="DeliveryRefusedException"/>, its own kind.</summary>
    /// <param name="exception">The exception that the next handler threw.</param>
    /// <returns>The kind; <see cref="ConnectErrorKind.AppFailed"/> for an exception that does not come from HTTP, and for a plain cancellation.</returns>
    public static ConnectErrorKind KindOf(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return TransportFailure.KindOf(exception, status: null);
    }

    /// <summary>
    /// As <see cref="KindOf(Exception)"/>, but it also knows how far the request came: a request that was sent and then cut off by a change of the options does not count as
    /// <see cref="ConnectErrorKind.Blocked"/>.
    /// </summary>
    /// <param name="exception">The exception that the next handler threw.</param>
    /// <param name="request">The request that the engine gave to the handlers.</param>
    /// <returns>The kind; <see cref="ConnectErrorKind.AppFailed"/> for an exception that does not come from HTTP, and for a plain cancellation.</returns>
    public static ConnectErrorKind KindOf(Exception exception, HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(request);
        return TransportFailure.KindOf(exception, status: null, request.Options.TryGetValue(WireHandler.ResponseOfSend, out ReceivedResponse? response) ? response : null);
    }
}

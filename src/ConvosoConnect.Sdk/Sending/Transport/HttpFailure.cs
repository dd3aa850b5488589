using ConvosoConnect.Sdk.Sending.Responses;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>What counts as what on the wire, for HTTP handlers of an app that try again or keep back.</summary>
public static class HttpFailure
{
    /// <summary>The kind that the engine itself gives to a failure before the response begins; that of a <see cref="DeliveryRefusedException"/> where one caused it.</summary>
    /// <param name="exception">What the next handler threw.</param>
    /// <returns><see cref="ConnectErrorKind.AppFailed"/> for what does not come from HTTP, a plain cancellation included.</returns>
    public static ConnectErrorKind KindOf(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return TransportFailure.KindOf(exception, status: null);
    }

    /// <summary>As <see cref="KindOf(Exception)"/>, with what is known of the request: one that was cut off by a change of the options after it was sent is no <see cref="ConnectErrorKind.Blocked"/>.</summary>
    /// <param name="exception">What the next handler threw.</param>
    /// <param name="request">The request that the engine gave to the handlers.</param>
    /// <returns><see cref="ConnectErrorKind.AppFailed"/> for what does not come from HTTP, a plain cancellation included.</returns>
    public static ConnectErrorKind KindOf(Exception exception, HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ArgumentNullException.ThrowIfNull(request);
        return TransportFailure.KindOf(exception, status: null, request.Options.TryGetValue(WireHandler.ResponseOfSend, out ReceivedResponse? response) ? response : null);
    }
}

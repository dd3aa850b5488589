using ConvosoConnect.Sdk.Sending.Responses;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>
/// Thrown when an HTTP handler of the app sends the request again; <see cref="TransportFailure"/> turns it into a result. It is not a <see cref="HttpRequestException"/>, so that
/// a handler that repeats failed requests stops.
/// </summary>
/// <param name="sent">The task of the first request; null while it is not known.</param>
internal sealed class RepeatedRequestException(Task<HttpResponseMessage>? sent) : InvalidOperationException(
    "An HTTP handler of this app sent the request again, although no delivery rule asks for that, so it was stopped: the receiver could have got the lead twice. "
    + "Remove the handler from the engine's HTTP client and set MaxAttempts in the endpoint's delivery rules, "
    + "or set ReceiverIsIdempotent there if the receiver takes a lead twice without harm.")
{
    /// <summary>The task of the first request; null while it is not known.</summary>
    public Task<HttpResponseMessage>? Sent { get; set; } = sent;

    /// <inheritdoc cref="ReceivedResponse.SentAs"/>
    public HttpRequestMessage? SentAs { get; set; }
}

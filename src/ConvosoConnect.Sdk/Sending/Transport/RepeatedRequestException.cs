using ConvosoConnect.Sdk.Sending.Responses;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>
/// Stops a request that an HTTP handler of the app sends again; turned into a result by <see cref="TransportFailure"/>. It is no <see cref="HttpRequestException"/>, so that
/// a handler that repeats failures of HTTP does not go on.
/// </summary>
/// <param name="sent">What comes of the request that went out; null while that is not known.</param>
internal sealed class RepeatedRequestException(Task<HttpResponseMessage>? sent) : InvalidOperationException(
    "An HTTP handler of this app sent the request again, which no delivery rule asks for, so that was stopped: the receiver could have got the lead twice. "
    + "Take the handler off the engine's HTTP client and set MaxAttempts in the endpoint's delivery rules, or set ReceiverIsIdempotent there if the receiver takes a lead twice without harm.")
{
    /// <summary>What comes of the request that went out; null while that is not known.</summary>
    public Task<HttpResponseMessage>? Sent { get; set; } = sent;

    /// <inheritdoc cref="ReceivedResponse.SentAs"/>
    public HttpRequestMessage? SentAs { get; set; }
}

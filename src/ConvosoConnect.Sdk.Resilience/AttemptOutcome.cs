using ConvosoConnect.Sdk.Sending.Transport;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>The outcome of an attempt: a response, or the kind of its failure.</summary>
/// <param name="Response">The response; null when none came.</param>
/// <param name="Kind">Why no response came; null when one came.</param>
internal sealed record AttemptOutcome(HttpResponseMessage? Response, ConnectErrorKind? Kind)
{
    public int? Status => (int?)Response?.StatusCode;

    /// <summary>Whether the receiver or the way to it failed. A refusal such as 429 does not count as a failure.</summary>
    public bool IsFailure => Kind is ConnectErrorKind.Dns or ConnectErrorKind.Connect or ConnectErrorKind.Tls or ConnectErrorKind.ConnectionReset
        or ConnectErrorKind.Protocol or ConnectErrorKind.Timeout or ConnectErrorKind.Proxy || Status >= 500;

    /// <summary>Makes the outcome from Polly's.</summary>
    /// <param name="outcome">The response, or the exception.</param>
    /// <param name="send">The send of the attempt.</param>
    /// <param name="token">The token of the send. Once it is cancelled, a connection may break off in any way, and that says nothing about the receiver.</param>
    public static AttemptOutcome Judge(Outcome<HttpResponseMessage> outcome, DeliverySend send, CancellationToken token) => outcome.Exception switch
    {
        null => new(outcome.Result, null),
        BrokenCircuitException => new(null, ConnectErrorKind.BreakerOpen),
        TimeoutRejectedException => new(null, ConnectErrorKind.Timeout),
        OperationCanceledException when token.IsCancellationRequested => new(null, send.IsTimeUp ? ConnectErrorKind.Timeout : ConnectErrorKind.Cancelled),
        var exception => new(
            null,
            HttpFailure.KindOf(exception, send.Request) switch
            {
                // When the time for the whole send has passed, the cancellation comes from that time, not from the caller.
                ConnectErrorKind.AppFailed when exception is OperationCanceledException => send.IsTimeUp ? ConnectErrorKind.Timeout : ConnectErrorKind.Cancelled,
                var kind => kind,
            }),
    };
}

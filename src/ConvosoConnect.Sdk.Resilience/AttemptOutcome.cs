using ConvosoConnect.Sdk.Sending.Transport;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>What came of an attempt.</summary>
/// <param name="Response">The response; null when none came.</param>
/// <param name="Kind">What kept it from coming; null when it came.</param>
internal sealed record AttemptOutcome(HttpResponseMessage? Response, ConnectErrorKind? Kind)
{
    public int? Status => (int?)Response?.StatusCode;

    /// <summary>Whether the receiver, or the way to it, failed; a refusal such as 429 is no failure.</summary>
    public bool IsFailure => Kind is ConnectErrorKind.Dns or ConnectErrorKind.Connect or ConnectErrorKind.Tls or ConnectErrorKind.ConnectionReset
        or ConnectErrorKind.Protocol or ConnectErrorKind.Timeout or ConnectErrorKind.Proxy || Status >= 500;

    /// <summary>Reads an outcome.</summary>
    /// <param name="outcome">The response, or what was thrown.</param>
    /// <param name="send">The send.</param>
    public static AttemptOutcome Judge(Outcome<HttpResponseMessage> outcome, DeliverySend send) => outcome.Exception switch
    {
        null => new(outcome.Result, null),
        BrokenCircuitException => new(null, ConnectErrorKind.BreakerOpen),
        TimeoutRejectedException => new(null, ConnectErrorKind.Timeout),
        var exception => new(
            null,
            HttpFailure.KindOf(exception, send.Request) switch
            {
                // Once the time for the whole send has passed, a cancellation is not the caller's.
                ConnectErrorKind.AppFailed when exception is OperationCanceledException => send.IsTimeUp ? ConnectErrorKind.Timeout : ConnectErrorKind.Cancelled,
                var kind => kind,
            }),
    };
}

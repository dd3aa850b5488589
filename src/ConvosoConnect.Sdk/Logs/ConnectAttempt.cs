namespace ConvosoConnect.Sdk;

/// <summary>One attempt of a send that was tried more than once, or that had to wait.</summary>
public sealed record ConnectAttempt
{
    /// <summary>
    /// Under this key a request of an endpoint with delivery rules carries what takes its attempts. A handler that makes attempts reports each one when it is over:
    /// before that, the request goes out a second time only where the endpoint has <c>ReceiverIsIdempotent</c>.
    /// One that ends the send by its own rule throws a <c>DeliveryRefusedException</c>, which gives the result its kind and its sentence.
    /// </summary>
    public static HttpRequestOptionsKey<Action<ConnectAttempt>> Report { get; } = new("ConvosoConnect.Report");

    /// <summary>
    /// Under this key a request of an endpoint with delivery rules carries when its send began, as a time stamp of the app's <see cref="TimeProvider"/>: the time that
    /// the option <c>RequestTimeout</c> or the endpoint's <c>TotalTimeout</c> gives is counted from there.
    /// </summary>
    public static HttpRequestOptionsKey<long> SendStarted { get; } = new("ConvosoConnect.SendStarted");

    /// <summary>
    /// Under this key a request of an endpoint with delivery rules carries what counts how often it may have begun to leave this process, with all attempts so far. Where
    /// the count stays the same during an attempt, no byte of that attempt left. It counts too much rather than too little, such as where the app brought a primary
    /// handler of its own.
    /// </summary>
    public static HttpRequestOptionsKey<Func<int>> TimesSent { get; } = new("ConvosoConnect.TimesSent");

    /// <summary>Counts from 1.</summary>
    public int Number { get; init; } = 1;

    /// <summary>The HTTP status; null when there was no response.</summary>
    public int? StatusCode { get; init; }

    /// <summary>
    /// The error's kind when there was no response; null otherwise. <see cref="ConnectErrorKind.RateLimited"/> and <see cref="ConnectErrorKind.BreakerOpen"/>: this attempt was not
    /// sent. <see cref="ConnectErrorKind.Unknown"/> where a newer version wrote a kind that this one does not have.
    /// </summary>
    public ConnectErrorKind? ErrorKind { get; init; }

    /// <summary>The time since the attempt before, or since the start of the send: waiting to try again, and for a place under the endpoint's limits.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>From sending to the beginning of the response, or to the failure.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Why it was tried again, or why it was not; empty where there is nothing to say.</summary>
    public string Reason { get; init; } = "";
}

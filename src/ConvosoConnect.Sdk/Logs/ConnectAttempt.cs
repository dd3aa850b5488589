namespace ConvosoConnect.Sdk;

/// <summary>One attempt of a send of an endpoint with delivery rules.</summary>
public sealed record ConnectAttempt
{
    /// <summary>
    /// The key under which a request of an endpoint with delivery rules carries the function that records its attempts. A handler that makes attempts must report each one when
    /// it is over; before that, the request can go out a second time only when the endpoint has <c>ReceiverIsIdempotent</c>. A handler that ends the send by its own rule throws
    /// a <c>DeliveryRefusedException</c>, whose kind and sentence become the result's error.
    /// </summary>
    public static HttpRequestOptionsKey<Action<ConnectAttempt>> Report { get; } = new("ConvosoConnect.Report");

    /// <summary>
    /// The key under which a request of an endpoint with delivery rules carries the start of its send, as a time stamp of the app's <see cref="TimeProvider"/>. The option
    /// <c>RequestTimeout</c> and the endpoint's <c>TotalTimeout</c> are counted from there.
    /// </summary>
    public static HttpRequestOptionsKey<long> SendStarted { get; } = new("ConvosoConnect.SendStarted");

    /// <summary>
    /// The key under which a request of an endpoint with delivery rules carries a function that counts how often it may have begun to leave this process, over all attempts so
    /// far. When the count stays the same during an attempt, no byte of that attempt left. The count may be too high, for instance with the app's own primary handler, but never
    /// too low.
    /// </summary>
    public static HttpRequestOptionsKey<Func<int>> TimesSent { get; } = new("ConvosoConnect.TimesSent");

    /// <summary>
    /// The key under which a request of an endpoint with delivery rules carries a function that a handler calls with true before it waits for a turn or a place under the
    /// endpoint's limits, and with false afterwards: the time of the send stands still meanwhile. It is there for sends that wait as long as it takes, as those of
    /// <c>SendManyAsync</c> do; a handler does not refuse these for lack of a place. The handler's cancellation token ends such a wait.
    /// </summary>
    public static HttpRequestOptionsKey<Action<bool>> Waiting { get; } = new("ConvosoConnect.Waiting");

    /// <summary>The number of the attempt, counted from 1.</summary>
    public int Number { get; init; } = 1;

    /// <summary>The HTTP status; null when there was no response.</summary>
    public int? StatusCode { get; init; }

    /// <summary>
    /// The error's kind when there was no response; null otherwise. With <see cref="ConnectErrorKind.RateLimited"/> and <see cref="ConnectErrorKind.BreakerOpen"/>, this attempt
    /// was not sent. <see cref="ConnectErrorKind.Unknown"/> means that a newer version wrote a kind that this version does not know.
    /// </summary>
    public ConnectErrorKind? ErrorKind { get; init; }

    /// <summary>
    /// How long the attempt waited: for its retry delay and for its turn under the endpoint's limits. Counted from the end of the attempt before, or from the start of the send.
    /// </summary>
    public TimeSpan Wait { get; init; }

    /// <summary>The time from sending to the beginning of the response, or to the failure.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Why another attempt followed, or why none did; empty when there is nothing to say.</summary>
    public string Reason { get; init; } = "";
}

using System.Net.Http.Headers;
using ConvosoConnect.Sdk.Integrators;

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>One send on its way: its request as it was made, which attempt it is at, and what comes next. Used by one flow of control.</summary>
internal sealed class DeliverySend
{
    // Longer than an error of any vendor.
    private const int LongestBody = 64 * 1024;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _next;
    private readonly TimeProvider _time;
    private readonly TimeSpan _total;
    private readonly long _started;
    private readonly Action<ConnectAttempt>? _report;
    private readonly Func<int>? _timesSent;
    private readonly IntegratorRetries? _retries;
    private readonly Uri? _uri;
    private readonly HttpContent? _content;
    private readonly (string Name, HeaderStringValues Values)[] _headers;
    private long _ended;
    private int _sentBefore;
    private TimeSpan _wait;

    public DeliverySend(
        HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> next, ConnectEndpoint endpoint, TimeProvider time)
    {
        (Request, Endpoint, _next, _time) = (request, endpoint, next, time);
        DeliveryRules rules = endpoint.Delivery!;
        _total = rules.TotalTimeout ?? TimeSpan.MaxValue;
        _ended = time.GetTimestamp();
        _started = request.Options.TryGetValue(ConnectAttempt.SendStarted, out long started) ? started : _ended;
        _report = request.Options.TryGetValue(ConnectAttempt.Report, out Action<ConnectAttempt>? report) ? report : null;
        _timesSent = request.Options.TryGetValue(ConnectAttempt.TimesSent, out Func<int>? timesSent) ? timesSent : null;
        _retries = rules.MaxAttempts > 1 && request.Options.TryGetValue(IntegratorRetries.OfRequest, out IntegratorRetries? retries) ? retries : null;
        (_uri, _content) = (request.RequestUri, request.Content);
        _headers = rules.MaxAttempts == 1 ? [] : [.. request.Headers.NonValidated.Select(h => (h.Key, h.Value))];
    }

    public HttpRequestMessage Request { get; }

    /// <summary>The endpoint with the rules in effect for this send.</summary>
    public ConnectEndpoint Endpoint { get; }

    public DeliveryRules Rules => Endpoint.Delivery!;

    /// <summary>Counts from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Whether a byte of this attempt may have left.</summary>
    public bool MayHaveLeft => _timesSent is null || _timesSent() != _sentBefore;

    /// <summary>Whether a byte of this attempt or of one before may have left.</summary>
    public bool MayHaveLeftEver => _timesSent is null || _timesSent() != 0;

    /// <summary>What the vendor says of the response of this attempt; null where it says nothing.</summary>
    public IntegratorRetry? Advice { get; private set; }

    /// <summary>What is to follow the attempt.</summary>
    public RetryVerdict Verdict { get; private set; } = RetryVerdict.Done;

    /// <summary>What the time for the whole send leaves.</summary>
    public TimeSpan Remaining => _total == TimeSpan.MaxValue ? _total : _total - _time.GetElapsedTime(_started);

    /// <summary>Whether a cancellation is the end of that time rather than the caller's. Timers may be early by a moment.</summary>
    public bool IsTimeUp => Remaining <= Moment;

    /// <summary>Begins the next attempt with the request as it was made: handlers between here and the wire may have added to it.</summary>
    public void Begin()
    {
        Verdict = RetryVerdict.Done;
        Advice = null;
        _wait = TimeSpan.Zero;
        _sentBefore = _timesSent?.Invoke() ?? 0;
        if (++Number == 1)
        {
            return;
        }

        Request.RequestUri = _uri;
        Request.Content = _content;
        Request.Headers.Clear();
        foreach ((string name, HeaderStringValues values) in _headers)
        {
            Request.Headers.TryAddWithoutValidation(name, values);
        }
    }

    /// <summary>Ends the wait before the attempt.</summary>
    /// <param name="waitedForPlace">Whether the limits made it wait. A first attempt that went straight out has waited for nothing.</param>
    public void EndWait(bool waitedForPlace) => _wait = waitedForPlace || Number > 1 ? _time.GetElapsedTime(_ended) : TimeSpan.Zero;

    /// <summary>One request.</summary>
    public async Task<HttpResponseMessage> SendAsync(CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await _next(Request, cancellationToken).ConfigureAwait(false);
        try
        {
            if (_retries is not null)
            {
                // A body that is longer than an error, or that breaks off, says nothing; what its status says stays. It can be read again afterwards.
                Advice = _retries.Find(
                    response,
                    _retries.NeedsBody((int)response.StatusCode) ? await ReplayedBody.ReadAsync(response, LongestBody, cancellationToken).ConfigureAwait(false) : null);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>Ends the attempt and reports it.</summary>
    public void End(RetryVerdict verdict, int? status, ConnectErrorKind? errorKind, TimeSpan duration)
    {
        Verdict = verdict;
        _ended = _time.GetTimestamp();
        _report?.Invoke(new ConnectAttempt { Number = Number, StatusCode = status, ErrorKind = errorKind, Wait = _wait, Duration = duration, Reason = verdict.Reason });
    }
}

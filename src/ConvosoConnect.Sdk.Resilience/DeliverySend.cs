using System.Net.Http.Headers;
using ConvosoConnect.Sdk.Integrators;

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>The state of one send: its original request, the current attempt, and the verdict on it. Only one flow of control uses it.</summary>
internal sealed class DeliverySend
{
    // No vendor's error is longer.
    private const int LongestBody = 64 * 1024;

    private static readonly TimeSpan TimerTolerance = TimeSpan.FromMilliseconds(100);

    private readonly Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _next;
    private readonly TimeProvider _time;
    private readonly TimeSpan _total;
    private readonly long _started;
    private readonly Action<ConnectAttempt>? _report;
    private readonly Func<int>? _timesSent;
    private readonly Action<bool>? _waiting;
    private readonly IntegratorRetries? _retries;
    private readonly Uri? _uri;
    private readonly HttpContent? _content;
    private readonly (string Name, HeaderStringValues Values)[] _headers;
    private long _ended;
    private int _sentBefore;
    private TimeSpan _wait;
    private TimeSpan _stood;

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
        _waiting = request.Options.TryGetValue(ConnectAttempt.Waiting, out Action<bool>? waiting) ? waiting : null;
        _retries = rules.MaxAttempts > 1 && request.Options.TryGetValue(IntegratorRetries.OfRequest, out IntegratorRetries? retries) ? retries : null;
        (_uri, _content) = (request.RequestUri, request.Content);
        _headers = rules.MaxAttempts == 1 ? [] : [.. request.Headers.NonValidated.Select(h => (h.Key, h.Value))];
    }

    public HttpRequestMessage Request { get; }

    /// <summary>The endpoint with the rules in effect for this send.</summary>
    public ConnectEndpoint Endpoint { get; }

    public DeliveryRules Rules => Endpoint.Delivery!;

    /// <summary>The number of the attempt, counted from 1; 0 before the first.</summary>
    public int Number { get; private set; }

    /// <summary>Whether a byte of this attempt may have left.</summary>
    public bool MayHaveLeft => _timesSent is null || _timesSent() != _sentBefore;

    /// <summary>Whether a byte of this attempt or of an earlier one may have left.</summary>
    public bool MayHaveLeftEver => _timesSent is null || _timesSent() != 0;

    /// <summary>The vendor's rule about repeating the request after the response of this attempt; null when it has none.</summary>
    public IntegratorRetry? Advice { get; private set; }

    /// <summary>Whether another attempt follows this one.</summary>
    public RetryVerdict Verdict { get; private set; } = RetryVerdict.Done;

    /// <summary>The time that is left for the whole send.</summary>
    public TimeSpan Remaining => _total == TimeSpan.MaxValue ? _total : _total - (_time.GetElapsedTime(_started) - _stood);

    /// <summary>Whether the send waits for a turn or a place as long as it takes, and is not refused.</summary>
    public bool IsPatient => _waiting is not null;

    /// <summary>Whether that time has passed, so that a cancellation does not come from the caller. Timers may be early by a moment.</summary>
    public bool IsTimeUp => Remaining <= TimerTolerance;

    /// <summary>Begins the next attempt and restores the original request, because handlers behind this one may have changed it.</summary>
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

    /// <summary>Waits for a turn or a place. The time of a patient send stands still meanwhile.</summary>
    public async ValueTask<T> WaitAsync<T>(ValueTask<T> turn)
    {
        if (_waiting is null || turn.IsCompleted)
        {
            return await turn.ConfigureAwait(false);
        }

        long since = _time.GetTimestamp();
        _waiting(true);
        try
        {
            return await turn.ConfigureAwait(false);
        }
        finally
        {
            _stood += _time.GetElapsedTime(since);
            _waiting(false);
        }
    }

    /// <summary>Records the wait before the attempt.</summary>
    /// <param name="waitedForPlace">Whether the limits made the attempt wait. Without that, a first attempt has not waited.</param>
    public void EndWait(bool waitedForPlace) => _wait = waitedForPlace || Number > 1 ? _time.GetElapsedTime(_ended) : TimeSpan.Zero;

    /// <summary>Sends one request, and reads the vendor's rule about its response.</summary>
    public async Task<HttpResponseMessage> SendAsync(CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await _next(Request, cancellationToken).ConfigureAwait(false);
        try
        {
            if (_retries is not null)
            {
                // A body that is too long for an error, or that breaks off, is not read, so only the status counts. The body can be read again afterwards.
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

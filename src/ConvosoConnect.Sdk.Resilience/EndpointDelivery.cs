using System.Diagnostics;
using System.Threading.RateLimiting;
using ConvosoConnect.Sdk.Resilience.Limits;
using ConvosoConnect.Sdk.Sending.Transport;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>Sends the requests of one endpoint by its rules, with its own limits, breaker and retry budget.</summary>
internal sealed class EndpointDelivery
{
    private readonly ConnectEndpoint _endpoint;
    private readonly DeliveryRules _rules;
    private readonly DeliveryTelemetry _telemetry;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<HttpResponseMessage> _retries;
    private readonly ResiliencePipeline<HttpResponseMessage> _attempt;
    private long _lastUsed;

    /// <summary>Makes the delivery.</summary>
    /// <param name="endpoint">The endpoint with the rules in effect.</param>
    /// <param name="before">
    /// The delivery of the endpoint before it was changed; null for none. Its budget is kept, and so are its breaker and limits unless their own rules have changed.
    /// </param>
    /// <param name="telemetry">Receives the attempts and the changes of the breaker.</param>
    /// <param name="time">The clock.</param>
    public EndpointDelivery(ConnectEndpoint endpoint, EndpointDelivery? before, DeliveryTelemetry telemetry, TimeProvider time)
    {
        (_endpoint, _rules, _telemetry, _time) = (endpoint, endpoint.Delivery!, telemetry, time);
        _lastUsed = time.GetTimestamp();
        Budget = before?.Budget ?? new RetryBudget(time);
        Rate = KeepOrCreateRate(_rules, before, time);
        Places = KeepOrCreatePlaces(_rules, before);
        Breaker = _rules.FailureRatio is null ? null : before?.Breaker is { } same && same.IsFor(endpoint) ? same : new Breaker(endpoint, telemetry, time);
        _retries = DeliveryPipelines.CreateRetries(_rules, time);
        _attempt = DeliveryPipelines.CreateAttempt(_rules, Breaker, time);
    }

    public string EndpointId => _endpoint.Id;

    public long Version => _endpoint.Version;

    /// <summary>When the last send began, as a time stamp.</summary>
    public long LastUsed => Volatile.Read(ref _lastUsed);

    /// <summary>The endpoint's breaker; null for none.</summary>
    public Breaker? Breaker { get; }

    public RetryBudget Budget { get; }

    public RateWindow? Rate { get; }

    public PlaceLimit? Places { get; }

    /// <summary>Whether this delivery is valid for an endpoint. The time for the whole send is not compared, because each send keeps its own.</summary>
    public bool IsFor(ConnectEndpoint endpoint) =>
        ReferenceEquals(endpoint, _endpoint)
        || (endpoint.Version == _endpoint.Version && endpoint.ApiUrl == _endpoint.ApiUrl && endpoint.ApiIntegrator == _endpoint.ApiIntegrator
            && endpoint.Delivery! with { TotalTimeout = _rules.TotalTimeout } == _rules);

    public async Task<HttpResponseMessage> SendAsync(DeliverySend send, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _lastUsed, _time.GetTimestamp());
        Budget.Deposit();
        ResilienceContext context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(DeliveryPipelines.Send, send);
            return await _retries.ExecuteAsync(static (context, self) => self.AttemptAsync(context), context, this).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<HttpResponseMessage> AttemptAsync(ResilienceContext context)
    {
        DeliverySend send = context.Properties.GetValue(DeliveryPipelines.Send, null!);
        send.Begin();
        RateLimitLease? place = await EnterAsync(send, context.CancellationToken).ConfigureAwait(false);
        bool isHeld = false;
        Activity? activity = _telemetry.Start(_endpoint.Id, send.Number);
        try
        {
            long started = _time.GetTimestamp();
            Outcome<HttpResponseMessage> outcome = await _attempt.ExecuteOutcomeAsync(DeliveryPipelines.SendAsync, context, send).ConfigureAwait(false);
            TimeSpan duration = _time.GetElapsedTime(started);
            AttemptOutcome seen = AttemptOutcome.Judge(outcome, send, context.CancellationToken);
            RetryVerdict verdict = RetryRule.Decide(send, seen, Breaker is { IsOpen: true }, Budget, _time);
            DeliveryRefusedException? refused = FindRefusal(send, outcome, verdict);
            send.End(verdict with { Reason = refused?.Message ?? verdict.Reason }, seen.Status, seen.Kind, duration);
            _telemetry.Finish(activity, seen, _endpoint.Id, send.Number, verdict);
            if (refused is not null)
            {
                throw refused;
            }

            outcome.ThrowIfException();
            if (place is not null)
            {
                outcome.Result!.Content = new HeldContent(outcome.Result.Content, place);
                isHeld = true;
            }

            return outcome.Result!;
        }
        finally
        {
            DeliveryTelemetry.End(activity);
            if (!isHeld)
            {
                place?.Dispose();
            }
        }
    }

    /// <summary>Makes the exception when the breaker or the attempt's time-out ends the send; null when neither does.</summary>
    private DeliveryRefusedException? FindRefusal(DeliverySend send, Outcome<HttpResponseMessage> outcome, RetryVerdict verdict) => outcome.Exception switch
    {
        BrokenCircuitException broken => new(ConnectErrorKind.BreakerOpen, NotSentText.ByBreaker(send, Breaker!.Remaining), broken),
        TimeoutRejectedException timedOut when !verdict.Retry => new(ConnectErrorKind.Timeout, $"{TimedOut(send)} {verdict.Reason}".TrimEnd(), timedOut),
        _ => null,
    };

    private string TimedOut(DeliverySend send)
    {
        (string seen, string so) = send switch
        {
            { MayHaveLeft: true } => ("gave no response", ". It may have taken the lead anyway."),
            { MayHaveLeftEver: true } => ("took no request", ". It may have taken the lead with an attempt before."),
            _ => ("took no request", ", so nothing was sent."),
        };
        string time = RetryRule.Seconds(_rules.AttemptTimeout!.Value);
        return $"{send.Request.RequestUri?.IdnHost} {seen} within {time} seconds, the AttemptTimeout of the endpoint's delivery rules{so}";
    }

    /// <summary>
    /// Waits for a turn under the rate limit and for a place under the concurrency limit. With an open breaker it waits for neither, because the attempt will be refused at once.
    /// </summary>
    private async ValueTask<RateLimitLease?> EnterAsync(DeliverySend send, CancellationToken cancellationToken)
    {
        bool hasWaited = false;
        RateTurn? turn = null;
        RateLimitLease? place = null;
        if (Breaker is not { IsOpen: true })
        {
            try
            {
                if (Rate is not null)
                {
                    ValueTask<RateTurn?> entering = Rate.EnterAsync(send.IsPatient ? null : send.Remaining, cancellationToken);
                    turn = await send.WaitAsync(entering).ConfigureAwait(false) ?? throw RateLimited(send, NotSentText.ByRate(send));
                    hasWaited = turn.Value.HasWaited;
                    if (hasWaited)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                    }
                }

                if (Places is not null)
                {
                    ValueTask<RateLimitLease?> placing = Places.EnterAsync(send.IsPatient, cancellationToken);
                    hasWaited |= !placing.IsCompleted;
                    place = await send.WaitAsync(placing).ConfigureAwait(false) ?? throw RateLimited(send, NotSentText.ByConcurrency(send));
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or DeliveryRefusedException)
            {
                if (turn is { } unused)
                {
                    Rate!.GiveBack(unused);
                }

                if (exception is OperationCanceledException)
                {
                    throw RateLimited(send, NotSentText.ByTime(send), exception);
                }

                throw;
            }
        }

        send.EndWait(hasWaited);
        return place;
    }

    private static DeliveryRefusedException RateLimited(DeliverySend send, string sentence, Exception? cause = null)
    {
        send.EndWait(waitedForPlace: true);
        send.End(RetryVerdict.Done with { Reason = sentence }, null, ConnectErrorKind.RateLimited, TimeSpan.Zero);
        return new DeliveryRefusedException(ConnectErrorKind.RateLimited, sentence, cause);
    }

    private static RateWindow? KeepOrCreateRate(DeliveryRules rules, EndpointDelivery? before, TimeProvider time) =>
        rules.RateLimit is not { } limit ? null
        : before?.Rate is { } same && same.HasLimits(limit, rules.RateInterval, rules.QueueLimit) ? same
        : new RateWindow(limit, rules.RateInterval, rules.QueueLimit, time);

    private static PlaceLimit? KeepOrCreatePlaces(DeliveryRules rules, EndpointDelivery? before) =>
        rules.MaxConcurrency is not { } most ? null
        : before?.Places is { } same && (before._rules.MaxConcurrency, before._rules.QueueLimit) == (most, rules.QueueLimit) ? same
        : new PlaceLimit(most, rules.QueueLimit);
}

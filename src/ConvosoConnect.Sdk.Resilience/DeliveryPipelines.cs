using ConvosoConnect.Sdk.Resilience.Limits;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>Makes Polly's strategies from the rules of an endpoint: the retries, and the strategies around each attempt.</summary>
internal static class DeliveryPipelines
{
    /// <summary>The key under which a context carries its send.</summary>
    public static ResiliencePropertyKey<DeliverySend> Send { get; } = new("ConvosoConnect.Send");

    /// <summary>Makes the retries, which follow the verdict on each attempt.</summary>
    public static ResiliencePipeline<HttpResponseMessage> CreateRetries(DeliveryRules rules, TimeProvider time) => rules.MaxAttempts == 1
        ? ResiliencePipeline<HttpResponseMessage>.Empty
        : new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = rules.MaxAttempts - 1,
                ShouldHandle = static args => new(VerdictOf(args.Context).Retry),
                DelayGenerator = static args => new((TimeSpan?)VerdictOf(args.Context).Wait),
            })
            .Build();

    /// <summary>Makes the strategies of one attempt: the breaker, and within it the time-out.</summary>
    public static ResiliencePipeline<HttpResponseMessage> CreateAttempt(DeliveryRules rules, Breaker? breaker, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        if (breaker is not null)
        {
            builder.AddPipeline(breaker.Pipeline);
        }

        if (rules.AttemptTimeout is { } limit)
        {
            builder.AddTimeout(new TimeoutStrategyOptions { Timeout = limit });
        }

        return builder.Build();
    }

    /// <summary>Makes a breaker.</summary>
    public static ResiliencePipeline<HttpResponseMessage> CreateBreaker(
        DeliveryRules rules, CircuitBreakerStateProvider state, Action<TimeSpan> onOpened, Action onClosed, TimeProvider time) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                FailureRatio = rules.FailureRatio!.Value,
                MinimumThroughput = rules.MinimumThroughput,
                SamplingDuration = rules.SamplingDuration,
                BreakDuration = rules.BreakDuration,
                StateProvider = state,
                ShouldHandle = static args => new(AttemptOutcome.Judge(args.Outcome, SendOf(args.Context), args.Context.CancellationToken).IsFailure),
                OnOpened = args =>
                {
                    onOpened(args.BreakDuration);
                    return default;
                },
                OnClosed = _ =>
                {
                    onClosed();
                    return default;
                },
            })
            .Build();

    /// <summary>Sends one request; an exception becomes an outcome.</summary>
    public static async ValueTask<Outcome<HttpResponseMessage>> SendAsync(ResilienceContext context, DeliverySend send)
    {
        try
        {
            return Outcome.FromResult(await send.SendAsync(context.CancellationToken).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // The strategies decide by the exception; it is thrown to the caller at the end.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Outcome.FromException<HttpResponseMessage>(exception);
        }
    }

    private static DeliverySend SendOf(ResilienceContext context) => context.Properties.GetValue(Send, null!);

    private static RetryVerdict VerdictOf(ResilienceContext context) => SendOf(context).Verdict;
}

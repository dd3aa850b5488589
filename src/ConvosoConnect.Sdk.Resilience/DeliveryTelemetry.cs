using System.Diagnostics;
using System.Globalization;
using ConvosoConnect.Sdk.Text;
using Microsoft.Extensions.Logging;

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>
/// Traces and log messages of attempts, under the engine's own name. None of them holds a URL, a body or a credential. When a listener or logger of the app throws, the attempt
/// goes on.
/// </summary>
internal sealed partial class DeliveryTelemetry(ILogger<DeliveryTelemetry> logger) : IDisposable
{
    private readonly ActivitySource _source = new(ConvosoConnectTelemetry.SourceName);

    public Activity? Start(string endpointId, int number)
    {
        if (!_source.HasListeners())
        {
            return null;
        }

        Activity? before = Activity.Current;
        Activity? activity = null;
        if (!Guard(() => activity = _source.StartActivity("ConvosoConnect.Attempt", ActivityKind.Internal)))
        {
            // The activity became the current one before the listener threw.
            Activity.Current = before;
        }

        activity?.SetTag("convosoconnect.endpoint.id", endpointId);
        activity?.SetTag("convosoconnect.attempt", number);
        if (activity?.Parent?.GetTagItem(ConvosoConnectTelemetry.AccountTag) is { } account)
        {
            activity.SetTag(ConvosoConnectTelemetry.AccountTag, account);
        }

        return activity;
    }

    /// <summary>Ends the activity of an attempt.</summary>
    public static void End(Activity? activity)
    {
        if (activity is not null)
        {
            Guard(activity.Dispose);
        }
    }

    public void Finish(Activity? activity, AttemptOutcome outcome, string endpointId, int number, RetryVerdict verdict)
    {
        string? error = outcome.Kind?.ToString() ?? (outcome.Status >= 400 ? outcome.Status.Value.ToString(CultureInfo.InvariantCulture) : null);
        if (activity is not null)
        {
            if (outcome.Status is { } status)
            {
                activity.SetTag("http.response.status_code", status);
            }

            if (error is not null)
            {
                activity.SetTag("error.type", error);
            }

            activity.SetStatus(error is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, outcome.Kind?.ToString());
        }

        if (verdict.Retry)
        {
            Guard(() => Retried(logger, DirectionMarks.Escape(endpointId), number, error, verdict.Wait.TotalMilliseconds));
        }
    }

    public void Opened(string endpointId, TimeSpan duration) => Guard(() => BreakerOpened(logger, DirectionMarks.Escape(endpointId), duration.TotalSeconds));

    public void Closed(string endpointId) => Guard(() => BreakerClosed(logger, DirectionMarks.Escape(endpointId)));

    public void Dispose() => _source.Dispose();

    private static bool Guard(Action report)
    {
        try
        {
            report();
            return true;
        }
#pragma warning disable CA1031 // A listener or logger of the app may throw anything. The send's own telemetry reports it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    [LoggerMessage(50, LogLevel.Debug, "Endpoint {EndpointId}: attempt {Number} ended with {Outcome}; the next one follows in {Milliseconds} ms.")]
    private static partial void Retried(ILogger logger, string endpointId, int number, string? outcome, double milliseconds);

    [LoggerMessage(51, LogLevel.Warning, "Endpoint {EndpointId}: the circuit breaker opened; nothing is sent for {Seconds} seconds.")]
    private static partial void BreakerOpened(ILogger logger, string endpointId, double seconds);

    [LoggerMessage(52, LogLevel.Information, "Endpoint {EndpointId}: the circuit breaker closed; sends go out again.")]
    private static partial void BreakerClosed(ILogger logger, string endpointId);
}

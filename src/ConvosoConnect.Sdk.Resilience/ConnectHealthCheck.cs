using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>Whether the stores can be read and no breaker is open. Its sentences name no address and quote no exception, for health pages are often public.</summary>
internal sealed class ConnectHealthCheck(IEndpointStore endpoints, IConnectLogStore log, DeliveryRegistry? deliveries) : IHealthCheck
{
    private const int MostNamed = 20;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        HealthCheckResult? unreadable =
            await ReadAsync(context, "endpoint store", token => endpoints.GetAsync("health check", token).AsTask(), cancellationToken).ConfigureAwait(false)
            ?? await ReadAsync(context, "log", token => log.GetAsync(1, token).AsTask(), cancellationToken).ConfigureAwait(false);
        if (unreadable is { } result)
        {
            return result;
        }

        IReadOnlyList<string> open = deliveries?.OpenBreakers ?? [];
        return open.Count == 0
            ? HealthCheckResult.Healthy("The stores can be read, and no circuit breaker is open.")
            : HealthCheckResult.Degraded(
                $"{open.Count} circuit breakers are open, because their receivers fail.",
                data: new Dictionary<string, object> { ["openBreakers"] = open.Take(MostNamed).ToArray() });
    }

    private static async Task<HealthCheckResult?> ReadAsync(HealthCheckContext context, string what, Func<CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        try
        {
            Task reading = read(cancellationToken);

            // One that nobody waits for any more is still looked at in the end.
            _ = reading.ContinueWith(
                static reading => _ = reading.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
#pragma warning disable CA1031 // Whatever a store throws is the finding.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            string seen = exception is OperationCanceledException ? "it gave no answer in time" : exception.GetType().Name;
            return new HealthCheckResult(context.Registration.FailureStatus, $"The {what} cannot be read: {seen}.");
        }
    }
}

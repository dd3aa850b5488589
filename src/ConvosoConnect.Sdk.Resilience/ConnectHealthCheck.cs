using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>
/// Checks that the stores can be read, that the latest configuration is in force, and that no breaker is open. Its sentences name no address and quote no exception, because
/// health pages are often public. The stores are resolved only within the check, so that a store whose constructor throws is reported too.
/// </summary>
internal sealed class ConnectHealthCheck(IServiceProvider services) : IHealthCheck
{
    private const int MostNamed = 20;
    private const string Stale = "The configuration was changed and is broken, so that the last good one is still in force. The app's log says what is wrong.";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        HealthCheckResult? unreadable =
            await ReadAsync(
                context, "endpoint store", token => services.GetRequiredService<IEndpointStore>().GetAsync("health check", token).AsTask(), cancellationToken).ConfigureAwait(false)
            ?? await ReadAsync(context, "log", token => services.GetRequiredService<IConnectLogStore>().GetAsync(1, token).AsTask(), cancellationToken).ConfigureAwait(false);
        if (unreadable is { } result)
        {
            return result;
        }

        IReadOnlyList<string> open = services.GetService<DeliveryRegistry>()?.OpenBreakers ?? [];
        string[] findings =
        [
            .. services.GetService<ConvosoConnectConfigurationStatus>()?.Fault is null ? Array.Empty<string>() : [Stale],
            .. open.Count == 0 ? Array.Empty<string>() : [$"{open.Count} circuit breakers are open, because their receivers fail."],
        ];
        return findings.Length == 0
            ? HealthCheckResult.Healthy("The stores can be read, and no circuit breaker is open.")
            : HealthCheckResult.Degraded(
                string.Join(' ', findings), data: open.Count == 0 ? null : new Dictionary<string, object> { ["openBreakers"] = open.Take(MostNamed).ToArray() });
    }

    private static async Task<HealthCheckResult?> ReadAsync(HealthCheckContext context, string what, Func<CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        try
        {
            Task reading = read(cancellationToken);

            // When the wait below is cancelled, this observes the exception of the read.
            _ = reading.ContinueWith(
                static reading => _ = reading.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
            return null;
        }
#pragma warning disable CA1031 // Any exception of a store is reported as the finding.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            string seen = exception is OperationCanceledException ? "it gave no response in time" : exception.GetType().Name;
            return new HealthCheckResult(context.Registration.FailureStatus, $"The {what} cannot be read: {seen}.");
        }
    }
}

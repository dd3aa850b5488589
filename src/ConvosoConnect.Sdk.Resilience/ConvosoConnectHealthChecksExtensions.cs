using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Resilience;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the engine to the app's health checks.</summary>
public static class ConvosoConnectHealthChecksExtensions
{
    /// <summary>
    /// Adds a check that reads from the endpoint store and from the log. It is unhealthy when one of them cannot be read. It is degraded when circuit breakers are open, with the
    /// ids of their endpoints under <c>openBreakers</c>, and while a reloaded configuration is broken, so that the last good one is still in force.
    /// </summary>
    /// <param name="builder">The app's checks.</param>
    /// <param name="name">The check's name. Default <c>convosoconnect</c>.</param>
    /// <param name="failureStatus">The status to report instead of unhealthy; null (the default): unhealthy.</param>
    /// <param name="tags">The check's tags; null (the default) for none.</param>
    /// <param name="timeout">How long the check may take; null (the default): ten seconds.</param>
    /// <returns>The app's checks.</returns>
    public static IHealthChecksBuilder AddConvosoConnect(
        this IHealthChecksBuilder builder, string name = "convosoconnect", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return builder.Add(new HealthCheckRegistration(
            name,
            provider => new ConnectHealthCheck(provider),
            failureStatus,
            tags,
            timeout ?? TimeSpan.FromSeconds(10)));
    }

    /// <summary>Adds the same check for the engine of an account, which <c>services.AddConvosoConnect(account)</c> adds. Add one for each account.</summary>
    /// <param name="builder">The app's checks.</param>
    /// <param name="account">The account's name, compared exactly.</param>
    /// <param name="name">The check's name; null (the default): <c>convosoconnect-</c> and the account.</param>
    /// <param name="failureStatus">The status to report instead of unhealthy; null (the default): unhealthy.</param>
    /// <param name="tags">The check's tags; null (the default) for none.</param>
    /// <param name="timeout">How long the check may take; null (the default): ten seconds.</param>
    /// <returns>The app's checks.</returns>
    public static IHealthChecksBuilder AddConvosoConnectAccount(
        this IHealthChecksBuilder builder,
        string account,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return builder.Add(new HealthCheckRegistration(
            name ?? $"convosoconnect-{account}",
            provider => new ConnectHealthCheck(provider.GetRequiredKeyedService<ConvosoConnectEngine>(account).Services),
            failureStatus,
            tags,
            timeout ?? TimeSpan.FromSeconds(10)));
    }
}

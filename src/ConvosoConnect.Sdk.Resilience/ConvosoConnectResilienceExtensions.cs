using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Resilience;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the delivery handler that keeps the delivery rules of endpoints.</summary>
public static class ConvosoConnectResilienceExtensions
{
    /// <summary>
    /// Keeps the <see cref="DeliveryRules"/> of every endpoint, and the rate limits of integrators: attempts, limits and circuit breakers, separately for each endpoint. A send
    /// of an endpoint without rules passes unchanged.
    /// </summary>
    /// <param name="builder">The engine's builder.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder UseResilience(this ConvosoConnectBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<DeliveryTelemetry>();
        builder.Services.TryAddSingleton<DeliveryRegistry>();
        return builder.UseDeliveryHandler<DeliveryHandler>();
    }
}

using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Resilience;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the delivery rules of endpoints.</summary>
public static class ConvosoConnectResilienceExtensions
{
    /// <summary>
    /// Keeps the <see cref="DeliveryRules"/> of every endpoint, and the rate limits of integrators: attempts, limits and circuit breakers, each endpoint by itself.
    /// Without rules a send goes straight through.
    /// </summary>
    /// <param name="builder">The engine.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder UseResilience(this ConvosoConnectBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<DeliveryTelemetry>();
        builder.Services.TryAddSingleton<DeliveryRegistry>();
        return builder.UseDeliveryHandler<DeliveryHandler>();
    }
}

using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ConvosoConnect.Sdk.Resilience;

/// <summary>Keeps the delivery rules of endpoints.</summary>
public static class ConvosoConnectResilienceExtensions
{
    /// <summary>
    /// Keeps the <see cref="Endpoints.DeliveryRules"/> of every endpoint, and the rate limits of integrators: attempts, limits and circuit breakers, each endpoint by itself.
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

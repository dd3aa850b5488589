using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Integrators;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the integrators of this package.</summary>
public static class ConvosoConnectIntegratorsExtensions
{
    /// <summary>Adds the integrators of some vendors, or of all.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="vendors">Names out of <see cref="Vendors"/>, compared ignoring case; none for all of them.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">This package has no vendor of one of the names. Nothing is added then.</exception>
    public static ConvosoConnectBuilder AddConvosoConnectIntegrators(this ConvosoConnectBuilder builder, params string[] vendors)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(vendors);
        foreach (var definition in (vendors.Length == 0 ? Vendors.All : vendors).Select(Vendors.Load).ToArray())
        {
            builder.AddIntegrator(definition);
        }

        return builder;
    }
}

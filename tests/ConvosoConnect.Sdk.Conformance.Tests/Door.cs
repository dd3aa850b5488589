using ConvosoConnect.Sdk.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Conformance.Tests;

/// <summary>Services as an app gets them.</summary>
internal static class Door
{
    public static ServiceProvider Open(Action<ConvosoConnectBuilder>? build = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        ConvosoConnectBuilder builder = IdleCredentials.Add(services.AddConvosoConnect().UseDeliveryHandler<IdleDelivery>());
        build?.Invoke(builder);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    /// <summary>The two stores of one app that ask each other.</summary>
    public static StorePair Pair()
    {
        ServiceProvider services = Open();
        return new(services.GetRequiredService<IEndpointStore>(), services.GetRequiredService<IAdaptorStore>());
    }

    public static IEnumerable<T> All<T>()
        where T : notnull => Open().GetServices<T>();

    public static T Get<T>(Action<ConvosoConnectBuilder>? build = null)
        where T : notnull => Open(build).GetRequiredService<T>();
}

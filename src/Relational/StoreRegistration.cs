using System.Diagnostics.Metrics;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>Puts a database's stores in the place of the ones that are registered.</summary>
internal static class StoreRegistration
{
    public static void Use(IServiceCollection services, Func<IServiceProvider, Database> database, bool logOnly)
    {
        services.Replace(ServiceDescriptor.Singleton(database));
        services.Replace(ServiceDescriptor.Singleton(provider => new RelationalLogStore(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>().CurrentValue.LogQueueCapacity,
            provider.GetRequiredService<IMeterFactory>())));
        services.Replace(ServiceDescriptor.Singleton<IConnectLogStore>(provider => provider.GetRequiredService<RelationalLogStore>()));
        services.Replace(ServiceDescriptor.Singleton<IConnectLogRetention>(provider => provider.GetRequiredService<RelationalLogStore>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RetentionService>());
        if (!logOnly)
        {
            services.TryAddSingleton<SecretBox>();
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SecretWarning>());
            services.Replace(ServiceDescriptor.Singleton<IEndpointStore, RelationalEndpointStore>());
            services.Replace(ServiceDescriptor.Singleton<IAdaptorStore, RelationalAdaptorStore>());
        }
    }
}

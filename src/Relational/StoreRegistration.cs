using System.Diagnostics.Metrics;
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

        // The container disposes what it made in reverse order, and counts a service anew under each name that it is asked for by. So the writer, which is what needs an end, has
        // one name: the engine, made after it, is disposed before it, whoever asks for the store later.
        services.Replace(ServiceDescriptor.Singleton(provider =>
        {
            ConvosoConnectOptions options = provider.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>().CurrentValue;
            return new LogWriter(provider.GetRequiredService<Database>(), options.LogQueueCapacity, options.LogResultLength, provider.GetRequiredService<IMeterFactory>());
        }));
        services.Replace(ServiceDescriptor.Singleton<RelationalLogStore, RelationalLogStore>());
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

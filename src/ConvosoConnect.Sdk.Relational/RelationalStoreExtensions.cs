using System.Diagnostics.Metrics;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Relational.Databases;
using ConvosoConnect.Sdk.Relational.Items;
using ConvosoConnect.Sdk.Relational.Items.Secrets;
using ConvosoConnect.Sdk.Relational.Logs;
using ConvosoConnect.Sdk.Relational.Logs.Retention;
using ConvosoConnect.Sdk.Relational.Logs.Writing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>
/// Puts a database in the place of the stores that are registered. Authors of databases call these; an app calls <c>UseSqlite</c>, <c>UsePostgreSql</c> or the like.
/// </summary>
public static class RelationalStoreExtensions
{
    /// <summary>The part of the engine's configuration section that holds <see cref="RelationalStoreOptions"/>.</summary>
    private const string Section = "Storage";

    /// <summary>Keeps endpoints, adaptors and the log in a database.</summary>
    /// <param name="builder">The engine.</param>
    /// <param name="database">Makes the database, when a store is first needed; the container disposes it. The options are <c>IOptions&lt;RelationalStoreOptions&gt;</c>.</param>
    /// <param name="configure">Sets options; null leaves those of the configuration, or the defaults.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder UseRelationalStores(
        this ConvosoConnectBuilder builder, Func<IServiceProvider, RelationalDatabase> database, Action<RelationalStoreOptions>? configure = null)
    {
        const string key = "endpoints, adaptors and the log";
        UseLog(builder, key, database, configure);
        IServiceCollection services = builder.Services;
        services.Replace(ServiceDescriptor.Singleton(provider => new ItemDatabase(provider.GetRequiredKeyedService<RelationalDatabase>(key))));
        services.TryAddSingleton<SecretBox>();
        builder.UseFromHost<IDataProtectionProvider>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SecretWarning>());
        services.Replace(ServiceDescriptor.Singleton<IEndpointStore, RelationalEndpointStore>());
        services.Replace(ServiceDescriptor.Singleton<IAdaptorStore, RelationalAdaptorStore>());
        return builder;
    }

    /// <summary>Keeps the log alone in a database, and endpoints and adaptors where they are, for instance in the configuration or in another database.</summary>
    /// <param name="builder">The engine.</param>
    /// <param name="database">Makes the database, when the log is first needed; the container disposes it. The options are <c>IOptions&lt;RelationalStoreOptions&gt;</c>.</param>
    /// <param name="configure">Sets options; null leaves those of the configuration, or the defaults.</param>
    /// <returns>The builder.</returns>
    public static ConvosoConnectBuilder UseRelationalLog(
        this ConvosoConnectBuilder builder, Func<IServiceProvider, RelationalDatabase> database, Action<RelationalStoreOptions>? configure = null)
    {
        UseLog(builder, "log", database, configure);
        return builder;
    }

    private static void UseLog(
        ConvosoConnectBuilder builder, string key, Func<IServiceProvider, RelationalDatabase> database, Action<RelationalStoreOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(database);
        builder.AddConfigurationSection(Section, RelationalStoreOptionTable.Rows);
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        // One database serves both its roles under one key, so that the container makes and disposes it once.
        IServiceCollection services = builder.Services;
        services.Replace(ServiceDescriptor.KeyedSingleton(key, (provider, _) => database(provider)));
        services.Replace(ServiceDescriptor.Singleton(provider => new LogDatabase(provider.GetRequiredKeyedService<RelationalDatabase>(key))));

        // The container disposes what it made in reverse order, and tracks a service once for each type that it is resolved as. So the writer, which is what needs an end, has
        // one type: the engine, made after it, is disposed before it, whoever asks for the store later.
        services.Replace(ServiceDescriptor.Singleton(provider => new LogWriter(
            provider.GetRequiredService<LogDatabase>().Database,
            provider.GetRequiredService<IOptions<RelationalStoreOptions>>().Value.LogQueueCapacity,
            provider.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>().CurrentValue.LogResultLength,
            provider.GetRequiredService<IMeterFactory>())));
        services.Replace(ServiceDescriptor.Singleton<RelationalLogStore, RelationalLogStore>());
        services.Replace(ServiceDescriptor.Singleton<IConnectLogStore>(provider => provider.GetRequiredService<RelationalLogStore>()));
        services.Replace(ServiceDescriptor.Singleton<IConnectLogRetention>(provider => provider.GetRequiredService<RelationalLogStore>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RetentionService>());
    }
}

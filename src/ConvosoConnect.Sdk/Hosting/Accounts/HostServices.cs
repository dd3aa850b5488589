using System.Diagnostics.Metrics;
using ConvosoConnect.Sdk.Endpoints;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Hosting.Accounts;

/// <summary>
/// What an engine with a container of its own takes from its host. Everything is given as an instance, because a container does not dispose instances. What the engine's own
/// services hold already is kept, except for the defaults of the framework.
/// </summary>
internal static class HostServices
{
    private static readonly Type[] Optional =
        [typeof(IConfiguration), typeof(ISecretProtector), typeof(IHostApplicationLifetime), typeof(IHostEnvironment)];

    /// <summary>Adds what the host has to the services of an engine.</summary>
    /// <param name="engine">The engine's services, just before their container is built.</param>
    /// <param name="host">The host's services; null when the engine has no host.</param>
    /// <param name="account">The engine's account; null for none.</param>
    public static void AddTo(IServiceCollection engine, IServiceProvider? host, string? account)
    {
        // The container makes the factory, so it disposes it, and with it the meters, which would otherwise outlive the engine.
        IMeterFactory? meters = host?.GetService<IMeterFactory>();
        engine.Replace(ServiceDescriptor.Singleton<IMeterFactory>(_ => new AccountMeterFactory(meters, account)));
        if (host is null)
        {
            return;
        }

        ReplaceDefault<ILoggerFactory>(
            engine, host, d => d.ImplementationType == typeof(LoggerFactory), factory => account is null ? factory : new AccountLoggerFactory(factory, account));
        ReplaceDefault<TimeProvider>(engine, host, d => ReferenceEquals(d.ImplementationInstance, TimeProvider.System), clock => clock);
        IEnumerable<Type> ofPackages = engine.Select(d => d.IsKeyedService ? null : d.ImplementationInstance).OfType<HostService>().Select(s => s.Type);
        foreach (Type type in Optional.Concat(ofPackages).Distinct().ToArray())
        {
            if (!Holds(engine, type) && host.GetService(type) is { } instance)
            {
                engine.Add(new ServiceDescriptor(type, instance));
            }
        }

        if (account is not null)
        {
            engine.AddSingleton<IConfigureOptions<ConvosoConnectOptions>>(new HostNamedOptions(account, host));
            engine.AddSingleton<IPostConfigureOptions<ConvosoConnectOptions>>(new HostNamedOptions(account, host));
        }
    }

    private static bool Holds(IServiceCollection engine, Type type) => engine.Any(d => d.ServiceType == type && !d.IsKeyedService);

    private static void ReplaceDefault<TService>(IServiceCollection engine, IServiceProvider host, Func<ServiceDescriptor, bool> isDefault, Func<TService, TService> make)
        where TService : class
    {
        if (engine.LastOrDefault(d => d.ServiceType == typeof(TService) && !d.IsKeyedService) is { } descriptor && isDefault(descriptor)
            && host.GetService<TService>() is { } instance)
        {
            engine.Replace(ServiceDescriptor.Singleton(make(instance)));
        }
    }
}

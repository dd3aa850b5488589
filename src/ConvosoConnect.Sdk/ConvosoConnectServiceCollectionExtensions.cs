using System.Net;
using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Adaptors.InMemory;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Destinations;
using ConvosoConnect.Sdk.Destinations.Dialling;
using ConvosoConnect.Sdk.Endpoints.InMemory;
using ConvosoConnect.Sdk.Hosting;
using ConvosoConnect.Sdk.Hosting.Accounts;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Leads;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Logs.InMemory;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.ResponseParsers.Json;
using ConvosoConnect.Sdk.ResponseParsers.Text;
using ConvosoConnect.Sdk.ResponseParsers.Xml;
using ConvosoConnect.Sdk.Sending;
using ConvosoConnect.Sdk.Sending.Credentials;
using ConvosoConnect.Sdk.Sending.Limits;
using ConvosoConnect.Sdk.Sending.Plans;
using ConvosoConnect.Sdk.Sending.Requests;
using ConvosoConnect.Sdk.Sending.Telemetry;
using ConvosoConnect.Sdk.Sending.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the engine to an app.</summary>
public static partial class ConvosoConnectServiceCollectionExtensions
{
    /// <summary>
    /// Adds the engine with in-memory stores. The app gets <see cref="IConvosoConnectClient"/>, <see cref="IEndpointStore"/>, <see cref="IAdaptorStore"/> and
    /// <see cref="IConnectLogStore"/> as singletons.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>A builder that replaces and adds parts.</returns>
    public static ConvosoConnectBuilder AddConvosoConnect(this IServiceCollection services, Action<ConvosoConnectOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ConvosoConnectBuilder builder = services.AddConvosoConnect();
        services.Configure(configure);
        return builder;
    }

    /// <summary>Adds the engine with in-memory stores and the default options.</summary>
    /// <param name="services">The app's services.</param>
    /// <returns>A builder that replaces and adds parts.</returns>
    public static ConvosoConnectBuilder AddConvosoConnect(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<ConvosoConnectOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ConvosoConnectOptions>>(ConvosoConnectOptionTable.Rows));
        AddHttp(services);
        AddRooms(services);
        AddEngine(services);
        return new ConvosoConnectBuilder(services);
    }

    /// <summary>
    /// Adds the engine with options, endpoints and adaptors from configuration, and follows its reloads. Endpoints and adaptors are then read-only; as long as the section has
    /// held neither, they are kept in memory instead. A broken section stops the host's start, with all faults in one message; so do endpoints or adaptors in the section when
    /// another store is registered for them. After a reload that is broken or lacks the section, the whole last good state stays in force; the app's log and
    /// <see cref="ConvosoConnectConfigurationStatus"/> say why. The same section may be given twice; of different sections only one may exist.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="configuration">
    /// A section with the names of the options, and the lists <c>Endpoints</c> and <c>Adaptors</c>. Sources that are added to the configuration later are read too.
    /// </param>
    /// <param name="optional">Whether the section may be missing. Default false: a missing section stops the host's start.</param>
    /// <returns>A builder that replaces and adds parts.</returns>
#pragma warning disable RS0026, RS0027 // The overloads are told apart by their first parameters, so that the optional one makes none ambiguous.
    public static ConvosoConnectBuilder AddConvosoConnect(this IServiceCollection services, IConfigurationSection configuration, bool optional = false)
#pragma warning restore RS0026, RS0027
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        ConvosoConnectBuilder builder = services.AddConvosoConnect();
        var source = (ConfigurationSource)services.First(d => d.ServiceType == typeof(ConfigurationSource)).ImplementationInstance!;
        services.Replace(ServiceDescriptor.Singleton(source.With(configuration, optional)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<ConvosoConnectOptions>, ConfigurationOptions>());
        return builder;
    }

    private static void AddHttp(IServiceCollection services)
    {
        // A second call must not configure the client again. SendSettingsHolder is registered after it, so it shows that this is a second call.
        if (services.Any(d => d.ServiceType == typeof(SendSettingsHolder)))
        {
            return;
        }

        services.AddHttpClient(HttpTransport.ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers() // The loggers would write complete URLs into the app's log.
            .AddHttpMessageHandler(provider => new WrittenDestinationHandler(GuardInForce(provider)))
            .ConfigurePrimaryHttpMessageHandler(CreatePrimaryHandler);
        AddWireHandler(services);
        DropDefaults(services);
        services.AddSingleton<IPostConfigureOptions<HttpClientFactoryOptions>, CredentialClients>();
    }

    /// <summary>
    /// Removes from the engine's client all settings that the host makes for every HTTP client, because a retry handler among them would deliver leads twice. The HTTP client
    /// factory applies such defaults before all settings by name, so this removal is placed first among the latter.
    /// </summary>
    private static void DropDefaults(IServiceCollection services)
    {
        ServiceDescriptor first = services.First(d =>
            !d.IsKeyedService && d.ImplementationInstance is ConfigureNamedOptions<HttpClientFactoryOptions> { Name: HttpTransport.ClientName });
        services.Insert(services.IndexOf(first), ServiceDescriptor.Singleton<IConfigureOptions<HttpClientFactoryOptions>>(
            new ConfigureNamedOptions<HttpClientFactoryOptions>(HttpTransport.ClientName, factory =>
            {
                factory.HttpMessageHandlerBuilderActions.Clear();
                factory.HttpClientActions.Clear();
            })));
    }

    private static Func<DestinationGuard> GuardInForce(IServiceProvider provider)
    {
        SendSettingsHolder settings = provider.GetRequiredService<SendSettingsHolder>();
        return () => settings.Current.Guard;
    }

    private static SocketsHttpHandler CreatePrimaryHandler(IServiceProvider provider)
    {
        Dialer dialer = provider.GetRequiredService<Dialer>();
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,

            // With a proxy the guard does not see the destination, so the app must choose one itself; environment variables do not count.
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = provider.GetRequiredService<SendSettingsHolder>().Current.Options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),

            // Receivers are third parties, so they get no trace headers, and nothing is sent that a preview does not show.
            ActivityHeadersPropagator = null,
            RequestHeaderEncodingSelector = WireHandler.WatchHeaders,
        };
        handler.ConnectCallback = (context, token) => dialer.ConnectAsync(context, handler.ConnectTimeout, token);
        provider.GetService<PrimaryHandlers>()?.Add(handler);
        return handler;
    }

    /// <summary>Puts the engine's own handler last in the chain, after all handlers that the app adds, also later.</summary>
    private static void AddWireHandler(IServiceCollection services) => services.AddOptions<HttpClientFactoryOptions>(HttpTransport.ClientName).PostConfigure(
        factory => factory.HttpMessageHandlerBuilderActions.Add(chain => chain.AdditionalHandlers.Add(new WireHandler(
            chain.Services.GetRequiredService<SendGate>(), chain.PrimaryHandler))));

    private static void AddRooms(IServiceCollection services)
    {
        services.TryAddSingleton<AdaptorUseGate>();
        services.TryAddSingleton<InMemoryEndpointStore>();
        services.TryAddSingleton<InMemoryAdaptorStore>();
        services.TryAddSingleton(ConfigurationSource.EndpointStore);
        services.TryAddSingleton(ConfigurationSource.AdaptorStore);
        services.TryAddSingleton<IAdaptorResolver, AdaptorResolver>();
        services.TryAddSingleton<ILeadSource>(new InMemoryLeadSource([]));
        services.TryAddSingleton<IConnectLogStore>(provider =>
        {
            IOptionsMonitor<ConvosoConnectOptions> options = provider.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>();
            return new InMemoryConnectLogStore(options.CurrentValue.LogCapacity, options.CurrentValue.LogCapacityBytes, () => options.CurrentValue.GetLogTimeZone());
        });

        // What the log's store can do beside; null, so not registered, where it cannot.
        services.TryAddSingleton(provider => (provider.GetRequiredService<IConnectLogStore>() as IConnectLogRetention)!);
        services.TryAddSingleton(provider => (provider.GetRequiredService<IConnectLogStore>() as IConnectLogStatistics)!);
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IBodyEncoder, RawBodyEncoder>(),
            ServiceDescriptor.Singleton<IBodyEncoder, JsonBodyEncoder>(),
            ServiceDescriptor.Singleton<IResponseParser, JsonResponseParser>(),
            ServiceDescriptor.Singleton<IResponseParser, XmlResponseParser>(),
            ServiceDescriptor.Singleton<IResponseParser, TextResponseParser>(),
            .. ApiIntegrators.BuiltIn,
        ]);
    }

    private static void AddEngine(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new ConfigurationSource(services));
        services.TryAddSingleton(_ => new ConvosoConnectConfigurationStatus());
        services.TryAddSingleton<SettingsFollower>();
        services.TryAddSingleton<IOptionsMonitor<ConvosoConnectOptions>>(provider => provider.GetRequiredService<SettingsFollower>());
        services.TryAddSingleton(provider => provider.GetRequiredService<SettingsFollower>().Holder);
        services.TryAddSingleton(provider => new NamedSet<IBodyEncoder>("body encoder", provider.GetServices<IBodyEncoder>(), e => e.Name));
        services.TryAddSingleton(provider => new NamedSet<IResponseParser>("response parser", provider.GetServices<IResponseParser>(), p => p.Name));
        services.TryAddSingleton(provider => new IntegratorSet(new NamedSet<IIntegratorTemplate>("integrator", provider.GetServices<IIntegratorTemplate>(), t => t.Name)));
        services.TryAddSingleton(provider => new CredentialHttp(provider));
        services.TryAddSingleton(provider => new NamedSet<IEndpointCredential>(
            "credential",
            [.. provider.GetServices<IEndpointCredential>(), .. provider.GetServices<CredentialSource>().SelectMany(source => source.Make(provider))],
            c => c.Name));
        services.TryAddSingleton(provider => new EndpointValidatorFactory(
            provider.GetRequiredService<NamedSet<IBodyEncoder>>(),
            provider.GetRequiredService<NamedSet<IResponseParser>>(),
            provider.GetRequiredService<IntegratorSet>(),
            provider.GetRequiredService<NamedSet<IEndpointCredential>>(),
            provider.GetService<DeliverySupport>() is not null,
            FindsAdaptorsById(services) ? provider.GetRequiredService<IAdaptorStore> : null));
        services.TryAddSingleton(provider =>
        {
            SettingsFollower follower = provider.GetRequiredService<SettingsFollower>();
            EndpointValidatorFactory factory = provider.GetRequiredService<EndpointValidatorFactory>();
            factory.Integrators.Read = () => _ = follower.Endpoints;
            return factory.Create(() => follower.Settings);
        });
        services.TryAddSingleton(provider => new CredentialRemover(provider.GetRequiredService<SendSettingsHolder>()));
        services.TryAddSingleton(BufferPool.Shared);
        services.TryAddSingleton<PlanCompiler>();
        services.TryAddSingleton(provider => new NameResolver(provider.GetRequiredService<TimeProvider>(), Dns.GetHostAddresses));
        services.TryAddSingleton(provider => new Dialer(
            GuardInForce(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<NameResolver>().ResolveAsync));
        services.TryAddSingleton<SendGate>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SendDrain>());
        services.TryAddSingleton(provider => new TimeLimits(provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<SendGate>().Stopping));
        services.TryAddSingleton<HttpTransport>();
        services.TryAddSingleton<ConnectTelemetry>();
        services.TryAddSingleton<EntryAppender>();
        services.TryAddSingleton<SendPipeline>();
        services.TryAddSingleton<IConvosoConnectClient, ConvosoConnectClient>();
    }

    /// <summary>
    /// Whether the adaptor resolver is the built-in one. Only its registration is looked at: an instance needs the adaptor store, which may need the endpoint store, which needs
    /// the validator that asks this.
    /// </summary>
    private static bool FindsAdaptorsById(IServiceCollection services) =>
        services.LastOrDefault(d => d.ServiceType == typeof(IAdaptorResolver) && !d.IsKeyedService)?.ImplementationType == typeof(AdaptorResolver);
}

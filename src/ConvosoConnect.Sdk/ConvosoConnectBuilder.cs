using System.Diagnostics.CodeAnalysis;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Hosting;
using ConvosoConnect.Sdk.Hosting.Accounts;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.Declared;
using ConvosoConnect.Sdk.Leads;
using ConvosoConnect.Sdk.Receiving;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Sending.Credentials;
using ConvosoConnect.Sdk.Sending.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk;

/// <summary>
/// Changes what <c>AddConvosoConnect</c> registered. A <c>Use…</c> method replaces one service, an <c>Add…</c> method appends to a named set; calling a method twice equals
/// calling it once. All services are singletons.
/// </summary>
public sealed class ConvosoConnectBuilder
{
    private const DynamicallyAccessedMemberTypes Constructors = DynamicallyAccessedMemberTypes.PublicConstructors;

    internal ConvosoConnectBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services, for packages that add their own <c>Use…</c> and <c>Add…</c>.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Keeps endpoints in your own store.</summary>
    /// <typeparam name="TStore">The store.</typeparam>
    /// <returns>This builder.</returns>
    public ConvosoConnectBuilder UseEndpointStore<[DynamicallyAccessedMembers(Constructors)] TStore>()
        where TStore : class, IEndpointStore => Use<IEndpointStore, TStore>();

    /// <summary>Keeps adaptors in your own store.</summary>
    /// <typeparam name="TStore">The store.</typeparam>
    /// <returns>This builder.</returns>
    public ConvosoConnectBuilder UseAdaptorStore<[DynamicallyAccessedMembers(Constructors)] TStore>()
        where TStore : class, IAdaptorStore => Use<IAdaptorStore, TStore>();

    /// <summary>Finds the adaptor of an endpoint by your own rule.</summary>
    /// <typeparam name="TResolver">The resolver.</typeparam>
    /// <returns>This builder.</returns>
    public ConvosoConnectBuilder UseAdaptorResolver<[DynamicallyAccessedMembers(Constructors)] TResolver>()
        where TResolver : class, IAdaptorResolver => Use<IAdaptorResolver, TResolver>();

    /// <summary>Keeps the log of calls in your own store.</summary>
    /// <typeparam name="TStore">The store.</typeparam>
    /// <returns>This builder.</returns>
    public ConvosoConnectBuilder UseLogStore<[DynamicallyAccessedMembers(Constructors)] TStore>()
        where TStore : class, IConnectLogStore => Use<IConnectLogStore, TStore>();

    /// <summary>Takes the leads of <see cref="IConvosoConnectClient.TestAsync(string, string?, CancellationToken)"/> from your own source.</summary>
    /// <typeparam name="TSource">The source.</typeparam>
    /// <returns>This builder.</returns>
    public ConvosoConnectBuilder UseLeadSource<[DynamicallyAccessedMembers(Constructors)] TSource>()
        where TSource : class, ILeadSource => Use<ILeadSource, TSource>();

    /// <summary>Takes the leads of <see cref="IConvosoConnectClient.TestAsync(string, string?, CancellationToken)"/> from a list; the last one counts as the most recent.</summary>
    /// <param name="leads">The leads; the list is copied.</param>
    /// <returns>This builder.</returns>
    public ConvosoConnectBuilder UseLeads(IEnumerable<LeadRecord> leads)
    {
        ArgumentNullException.ThrowIfNull(leads);
        Services.Replace(ServiceDescriptor.Singleton<ILeadSource>(new InMemoryLeadSource(leads)));
        return this;
    }

    /// <summary>Takes the leads of <see cref="IConvosoConnectClient.TestAsync(string, string?, CancellationToken)"/> from Convoso's leads/search API.</summary>
    /// <param name="authToken">The API token, sent as <c>auth_token</c> in the form body; never logged.</param>
    /// <param name="apiUrl">The address of the search; null for Convoso's documented <c>https://api.convoso.com/v1/leads/search</c>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The token is empty, or the address is not an absolute http or https address.</exception>
    public ConvosoConnectBuilder UseConvosoLeads(string authToken, Uri? apiUrl = null)
    {
        if (string.IsNullOrWhiteSpace(authToken))
        {
            throw new ArgumentException("The token is empty. Give an API token of the Convoso account.", nameof(authToken));
        }

        Uri url = apiUrl ?? ConvosoLeadSource.DocumentedUrl;
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            throw new ArgumentException("It is not an absolute address with https. Leave it out to use Convoso's own.", nameof(apiUrl));
        }

        Services.Replace(ServiceDescriptor.Singleton<ILeadSource>(provider => new ConvosoLeadSource(
            provider.GetRequiredService<IHttpClientFactory>(), authToken, url, provider.GetRequiredService<SendSettingsHolder>(), provider.GetRequiredService<TimeProvider>())));
        return this;
    }

    /// <summary>Adds a body encoder, which endpoints choose by its name as Post Data Type.</summary>
    /// <typeparam name="TEncoder">The encoder.</typeparam>
    /// <returns>This builder.</returns>
    public ConvosoConnectBuilder AddBodyEncoder<[DynamicallyAccessedMembers(Constructors)] TEncoder>()
        where TEncoder : class, IBodyEncoder => Add<IBodyEncoder, TEncoder>();

    /// <summary>Adds a response parser, which endpoints choose by its name as Response Data Type.</summary>
    /// <typeparam name="TParser">The parser.</typeparam>
    /// <returns>This builder.</returns>
    public ConvosoConnectBuilder AddResponseParser<[DynamicallyAccessedMembers(Constructors)] TParser>()
        where TParser : class, IResponseParser => Add<IResponseParser, TParser>();

    /// <summary>Adds an integrator template, which endpoints choose by its name as API Integrator.</summary>
    /// <typeparam name="TTemplate">The template.</typeparam>
    /// <returns>This builder.</returns>
    public ConvosoConnectBuilder AddIntegrator<[DynamicallyAccessedMembers(Constructors)] TTemplate>()
        where TTemplate : class, IIntegratorTemplate => Add<IIntegratorTemplate, TTemplate>();

    /// <summary>Adds an integrator that is told by data, which endpoints choose by its name as API Integrator.</summary>
    /// <param name="definition">The definition; <see cref="IntegratorDefinition.Parse"/> and <see cref="IntegratorDefinition.Load"/> read one from JSON.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ConnectValidationException">Something in the definition is wrong; the exception tells everything at once.</exception>
    public ConvosoConnectBuilder AddIntegrator(IntegratorDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        if (!Services.Any(d => !d.IsKeyedService && d.ImplementationInstance is DeclaredTemplate known && known.Definition == definition))
        {
            Services.AddSingleton(definition.ToTemplate());
        }

        return this;
    }

    /// <summary>Adds a credential, which endpoints choose by its name. The package <c>ConvosoConnect.Sdk.Credentials</c> has the usual ones.</summary>
    /// <typeparam name="TCredential">The credential.</typeparam>
    /// <returns>This builder.</returns>
    public ConvosoConnectBuilder AddCredential<[DynamicallyAccessedMembers(Constructors)] TCredential>()
        where TCredential : class, IEndpointCredential => Add<IEndpointCredential, TCredential>();

    /// <summary>Adds credentials that are made when the engine starts, such as those of a configuration.</summary>
    /// <param name="make">Makes them; it is called once. Do not resolve the engine's client or stores in it.</param>
    /// <returns>This builder.</returns>
    public ConvosoConnectBuilder AddCredentials(Func<IServiceProvider, IEnumerable<IEndpointCredential>> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        if (!Services.Any(d => !d.IsKeyedService && d.ImplementationInstance is CredentialSource source && source.Make == make))
        {
            Services.AddSingleton(new CredentialSource(make));
        }

        return this;
    }

    /// <summary>
    /// Configures the HTTP client that sends: your own handlers, a proxy, another primary handler. Settings that the app makes for all its HTTP clients do not apply to this one.
    /// When a handler sends a request a second time, the second one is stopped, unless the endpoint has <see cref="DeliveryRules.ReceiverIsIdempotent"/>.
    /// </summary>
    /// <param name="configure">
    /// Changes the client's builder. Your own primary handler must not follow redirects, and must decompress gzip, deflate and Brotli itself. It also connects by itself, as a
    /// proxy does, so that the destination guard then checks only IP addresses that stand in the URL. Prefer to change the existing handler with <c>UseSocketsHttpHandler</c>;
    /// the guard is in its <c>ConnectCallback</c>. Proxies of the environment are used only when <c>UseProxy</c> is set here.
    /// </param>
    /// <returns>This builder.</returns>
    public ConvosoConnectBuilder ConfigureHttpClient(Action<IHttpClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(Services.AddHttpClient(HttpTransport.ClientName));
        return this;
    }

    /// <summary>
    /// Registers the HTTP handler that keeps the delivery rules of endpoints, as the package <c>ConvosoConnect.Sdk.Resilience</c> does. It runs before all other handlers, so
    /// that each attempt passes through them. It reads the rules by <see cref="ConnectEndpoint.OfRequest"/> and reports its attempts by <see cref="ConnectAttempt.Report"/>.
    /// </summary>
    /// <typeparam name="THandler">The handler. The HTTP client factory makes a new one whenever it renews its handlers, so keep state in a singleton.</typeparam>
    /// <returns>This builder.</returns>
    public ConvosoConnectBuilder UseDeliveryHandler<[DynamicallyAccessedMembers(Constructors)] THandler>()
        where THandler : DelegatingHandler
    {
        if (!Services.Any(d => d.ServiceType == typeof(DeliverySupport)))
        {
            Services.AddHttpClient(HttpTransport.ClientName).ConfigureAdditionalHttpMessageHandlers((handlers, provider) =>
                handlers.Insert(0, provider.GetRequiredService<DeliverySupport>().Make(provider)));
        }

        Services.TryAddTransient<THandler>();
        Services.Replace(ServiceDescriptor.Singleton(new DeliverySupport(provider => provider.GetRequiredService<THandler>())));
        return this;
    }

    /// <summary>
    /// Gives a package a part of the engine's configuration section for its own options; a part that no package reads is refused as an unknown key. The options are validated
    /// together with the engine's, at the start and on each reload, also by their <c>IValidateOptions</c>. They are read once, as <c>IOptions&lt;TOptions&gt;</c>; when a reload
    /// changes them, the app's log says so. Options that code sets later override the configuration.
    /// </summary>
    /// <typeparam name="TOptions">The package's options.</typeparam>
    /// <param name="name">The key of the part within the engine's section, such as <c>Storage</c>.</param>
    /// <param name="read">Reads all settings of the part into the options. It is called at the start and on each reload.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">The part already belongs to other options.</exception>
    public ConvosoConnectBuilder AddConfigurationSection<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        string name, Action<ConfigurationReader, TOptions> read)
        where TOptions : class, new()
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(read);
        SectionClaim? earlier = Services.Select(d => d.IsKeyedService ? null : d.ImplementationInstance as SectionClaim)
            .FirstOrDefault(c => c is not null && c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (earlier is null)
        {
            var claim = new SectionClaim<TOptions>(name, read);
            Services.AddSingleton<SectionClaim>(claim);
            Services.AddSingleton<IConfigureOptions<TOptions>>(provider => new ConfigureNamedOptions<TOptions>(
                Options.DefaultName,
                options => claim.Configure(options, provider.GetRequiredService<ConfigurationSource>(), provider.GetService<IConfiguration>())));
        }
        else if (earlier.OptionsType != typeof(TOptions))
        {
            throw new InvalidOperationException($"The part '{name}' of the configuration belongs to {earlier.OptionsType} already. Choose another name for {typeof(TOptions)}.");
        }

        return this;
    }

    /// <summary>
    /// Gives a package a part of the engine's configuration section for options that are rows of a table, and has the table check them: what
    /// <see cref="AddConfigurationSection{TOptions}(string, Action{ConfigurationReader, TOptions})"/> does, and the validation.
    /// </summary>
    /// <typeparam name="TOptions">The package's options.</typeparam>
    /// <param name="name">The key of the part within the engine's section, such as <c>Storage</c>.</param>
    /// <param name="rows">The options, a row each; the same table each time.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="InvalidOperationException">The part belongs to other options already.</exception>
    public ConvosoConnectBuilder AddConfigurationSection<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        string name, OptionTable<TOptions> rows)
        where TOptions : class, new()
    {
        ArgumentNullException.ThrowIfNull(rows);
        AddConfigurationSection<TOptions>(name, rows.Read);
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>>(rows));
        return this;
    }

    /// <summary>
    /// Has the engine of an account take a service from its host, unless its own services hold one; for packages, where logging, clock, meters, configuration and
    /// <see cref="Endpoints.ISecretProtector"/>, which every such engine takes, are not enough. The engine without an account is in the host's container, so this does nothing
    /// there.
    /// </summary>
    /// <typeparam name="TService">The service; the host's singleton.</typeparam>
    /// <returns>This builder.</returns>
    public ConvosoConnectBuilder UseFromHost<TService>()
        where TService : class
    {
        if (!Services.Any(d => !d.IsKeyedService && d.ImplementationInstance is HostService { Type: var type } && type == typeof(TService)))
        {
            Services.AddSingleton(new HostService(typeof(TService)));
        }

        return this;
    }

    private ConvosoConnectBuilder Use<TService, [DynamicallyAccessedMembers(Constructors)] TImplementation>()
        where TService : class
        where TImplementation : class, TService
    {
        Services.Replace(ServiceDescriptor.Singleton<TService, TImplementation>());
        return this;
    }

    private ConvosoConnectBuilder Add<TService, [DynamicallyAccessedMembers(Constructors)] TImplementation>()
        where TService : class
        where TImplementation : class, TService
    {
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<TService, TImplementation>());
        return this;
    }
}

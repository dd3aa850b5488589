using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Hosting.Accounts;
using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <content>Engines of several accounts in one host.</content>
public static partial class ConvosoConnectServiceCollectionExtensions
{
    /// <summary>
    /// Adds the engine of an account, beside those of other accounts and beside the one without an account. It has a container of its own, so that every <c>Use…</c> and
    /// <c>Add…</c> works in it; logging, clock, meters, configuration and the encryption of credentials come from the host, which starts and stops it. The app gets
    /// <see cref="IConvosoConnectClient"/>, <see cref="IEndpointStore"/>, <see cref="IAdaptorStore"/>, <see cref="IConnectLogStore"/> and the <see cref="ConvosoConnectEngine"/>
    /// under the account's name, such as <c>[FromKeyedServices("acme")] IConvosoConnectClient</c>, and its options by
    /// <c>IOptionsMonitor&lt;ConvosoConnectOptions&gt;.Get("acme")</c>.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="account">The account's name, compared exactly. Metrics and traces carry it.</param>
    /// <returns>A builder whose <see cref="ConvosoConnectBuilder.Services"/> are the engine's own. The same account given again has the same builder.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static ConvosoConnectBuilder AddConvosoConnect(this IServiceCollection services, string account)
    {
        ArgumentNullException.ThrowIfNull(services);
        AccountRegistration.ThrowIfNoName(account);
        if (AccountRegistration.Find(services, account) is { } known)
        {
            return known.Builder;
        }

        IServiceCollection own = new ServiceCollection();
        ConvosoConnectBuilder builder = own.AddConvosoConnect();
        services.AddSingleton(new AccountRegistration(account, builder));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AccountsHost>());
        AddOptions(services, account);
        services.AddKeyedSingleton(account, (host, _) =>
        {
            ConvosoConnectEngine engine = ConvosoConnectEngine.From(own, account, host);
            AccountOptionsChanges changes = host.GetServices<IOptionsChangeTokenSource<ConvosoConnectOptions>>().OfType<AccountOptionsChanges>().First(c => c.Name == account);
            engine.Services.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>().OnChange((_, _) => changes.Signal());
            return engine;
        });
        Forward(services, account, engine => engine.Client);
        Forward(services, account, engine => ForwardedStores.From(engine.Endpoints));
        Forward(services, account, engine => ForwardedStores.From(engine.Adaptors));
        Forward(services, account, engine => ForwardedStores.From(engine.Log));
        Forward(services, account, engine => engine.Transfer);
        Forward(services, account, engine => ForwardedStores.From(engine.Services.GetService<IConnectLogRetention>())!);
        Forward(services, account, engine => ForwardedStores.From(engine.Services.GetService<IConnectLogStatistics>())!);
        Forward(services, account, engine => engine.Services.GetRequiredService<EndpointValidator>());
        Forward(services, account, engine => engine.Services.GetRequiredService<ConvosoConnectConfigurationStatus>());
        services.TryAddKeyedSingleton<ConvosoConnectEngine>(KeyedService.AnyKey, (host, key) => throw AccountRegistration.Unknown(host, key));
        return builder;
    }

    /// <summary>Adds the engine of an account, with options. See <see cref="AddConvosoConnect(IServiceCollection, string)"/>.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="account">The account's name, compared exactly.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>A builder of the account's engine.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static ConvosoConnectBuilder AddConvosoConnect(this IServiceCollection services, string account, Action<ConvosoConnectOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ConvosoConnectBuilder builder = services.AddConvosoConnect(account);
        builder.Services.AddConvosoConnect(configure);
        return builder;
    }

    /// <summary>
    /// Adds the engine of an account, with options, endpoints and adaptors from a configuration section of its own, whose reloads it follows by itself. See
    /// <see cref="AddConvosoConnect(IServiceCollection, string)"/> and <see cref="AddConvosoConnect(IServiceCollection, IConfigurationSection, bool)"/>.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="account">The account's name, compared exactly.</param>
    /// <param name="configuration">The account's section. Given again with another section that exists, the account stops the host's start.</param>
    /// <param name="optional">Whether the section may be missing. Default false: a missing section stops the host's start.</param>
    /// <returns>A builder of the account's engine.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
#pragma warning disable RS0026 // The overloads are told apart by their first parameters, so that the optional one makes none ambiguous.
    public static ConvosoConnectBuilder AddConvosoConnect(this IServiceCollection services, string account, IConfigurationSection configuration, bool optional = false)
#pragma warning restore RS0026
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ConvosoConnectBuilder builder = services.AddConvosoConnect(account);
        builder.Services.AddConvosoConnect(configuration, optional);
        return builder;
    }

    /// <summary>Gives the host the account's options by name, checks them at its start, and tells it of their changes.</summary>
    private static void AddOptions(IServiceCollection services, string account)
    {
        services.AddOptions<ConvosoConnectOptions>(account).ValidateOnStart();
        services.AddSingleton<IOptionsChangeTokenSource<ConvosoConnectOptions>>(new AccountOptionsChanges(account));
        services.AddSingleton<IConfigureOptions<ConvosoConnectOptions>>(host => new AccountOptions(account, () =>
        {
            ConvosoConnectEngine engine = host.GetRequiredKeyedService<ConvosoConnectEngine>(account);
            engine.Lifetime.Validate();
            return engine.Services.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>().CurrentValue;
        }));
    }

    /// <summary>Gives the host a service of the account's engine under the account's name; under a name that is no account's, a sentence that says so.</summary>
    private static void Forward<TService>(IServiceCollection services, string account, Func<ConvosoConnectEngine, TService> find)
        where TService : class
    {
        services.TryAddKeyedSingleton<TService>(KeyedService.AnyKey, (host, key) => throw AccountRegistration.Unknown(host, key));
        services.AddKeyedSingleton(account, (host, _) => find(host.GetRequiredKeyedService<ConvosoConnectEngine>(account)));
    }
}

using ConvosoConnect.Sdk.Hosting.Accounts;
using ConvosoConnect.Sdk.Transfer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk;

/// <summary>
/// The engine of one account, with stores, options, limits and HTTP connections of its own. <see cref="Create(string, Action{ConvosoConnectBuilder}, IServiceProvider?)"/> makes
/// one at run time, for an app without a container or a tenant that is not known before. For accounts that are known at start, call <c>services.AddConvosoConnect("acme")</c>;
/// the host then has this class, and what it holds, under the account's name as key.
/// </summary>
public sealed class ConvosoConnectEngine : IAsyncDisposable, IDisposable
{
    private readonly ServiceProvider _services;
    private readonly PrimaryHandlers _handlers;
    private int _isDisposed;

    private ConvosoConnectEngine(IServiceCollection services, string? account, IServiceProvider? host)
    {
        // A copy, because a collection may serve several hosts.
        IServiceCollection own = new ServiceCollection();
        foreach (ServiceDescriptor descriptor in services)
        {
            own.Add(descriptor);
        }

        HostServices.AddTo(own, host, account);
        own.AddSingleton(_handlers = new PrimaryHandlers());
        Account = account;

        // A part that cannot be made is told here, at the host's start, and not by the first send.
        _services = own.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Lifetime = new EngineLifetime(_services, account);
    }

    /// <summary>The account; null when the engine was made without one.</summary>
    public string? Account { get; }

    /// <summary>Sends leads through the account's endpoints.</summary>
    public IConvosoConnectClient Client => _services.GetRequiredService<IConvosoConnectClient>();

    /// <summary>The account's endpoints.</summary>
    public IEndpointStore Endpoints => _services.GetRequiredService<IEndpointStore>();

    /// <summary>The account's adaptors.</summary>
    public IAdaptorStore Adaptors => _services.GetRequiredService<IAdaptorStore>();

    /// <summary>The log of the account's calls.</summary>
    public IConnectLogStore Log => _services.GetRequiredService<IConnectLogStore>();

    /// <summary>Export and import of the account's endpoints and adaptors.</summary>
    public ConnectTransfer Transfer => _services.GetRequiredService<ConnectTransfer>();

    /// <summary>All services of the engine, for what has no property here, such as <c>IConnectLogRetention</c> or the services of a package.</summary>
    public IServiceProvider Services => _services;

    internal EngineLifetime Lifetime { get; }

    /// <summary>Makes and starts an engine without an account and without a host: it logs nowhere, and its metrics and traces have no account.</summary>
    /// <param name="configure">Sets options and replaces or adds parts, as after <c>AddConvosoConnect</c>.</param>
    /// <returns>The engine. Dispose it to stop it: it then waits for the sends under way, as <see cref="ConvosoConnectOptions.DisposalTimeout"/> says.</returns>
    /// <exception cref="OptionsValidationException">An option, or something in a configuration section, is wrong; the message names everything.</exception>
    public static ConvosoConnectEngine Create(Action<ConvosoConnectBuilder> configure) => Create(configure, account: null, host: null);

    /// <summary>Makes and starts the engine of an account. Retention and other hosted services of its parts run until it is disposed.</summary>
    /// <param name="account">The account's name, which metrics and traces carry. Several engines may have the same; nothing is shared between them.</param>
    /// <param name="configure">Sets options and replaces or adds parts, as after <c>AddConvosoConnect</c>.</param>
    /// <param name="host">
    /// The app's services, from which the engine has logging, clock, meters, configuration and the encryption of credentials; null for none. It must outlive the engine.
    /// </param>
    /// <returns>The engine. Dispose it to stop it: it then waits for the sends under way, as <see cref="ConvosoConnectOptions.DisposalTimeout"/> says.</returns>
    /// <exception cref="ArgumentException">The account's name is empty.</exception>
    /// <exception cref="OptionsValidationException">An option, or something in a configuration section, is wrong; the message names everything.</exception>
    public static ConvosoConnectEngine Create(string account, Action<ConvosoConnectBuilder> configure, IServiceProvider? host = null)
    {
        AccountRegistration.ThrowIfNoName(account);
        return Create(configure, account, host);
    }

    /// <summary>Makes the engine of an account that is registered in a host, which starts and stops it.</summary>
    internal static ConvosoConnectEngine From(IServiceCollection services, string account, IServiceProvider host) => new(services, account, host);

    /// <summary>Stops the engine: waits for the sends under way, stops what runs in the background, and closes stores and connections.</summary>
    /// <returns>A task that ends when nothing of the engine runs any longer.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        try
        {
            if (Lifetime.IsStarted)
            {
                using var limit = new CancellationTokenSource(_services.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>().CurrentValue.DisposalTimeout);
                await Lifetime.StopAllAsync(limit.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            await _services.DisposeAsync().ConfigureAwait(false);
            _handlers.Dispose();
        }
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static ConvosoConnectEngine Create(Action<ConvosoConnectBuilder> configure, string? account, IServiceProvider? host)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var services = new ServiceCollection();
        configure(services.AddConvosoConnect());
        var engine = new ConvosoConnectEngine(services, account, host);
        try
        {
            // The engine's own services start at once, so that this blocks only where a part of the app takes its time.
            engine.Lifetime.StartAllAsync().GetAwaiter().GetResult();
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }
}

using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Sending;
using ConvosoConnect.Sdk.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ConvosoConnect.Sdk.Hosting;

/// <summary>
/// Reads options, endpoints and adaptors together, and again at each reload of the configuration. A new state takes effect as a whole or not at all: after a broken reload the last
/// good one stays in force. This class replaces the framework's options monitor, which after a broken reload would throw at every read and in the code that reloads.
/// </summary>
internal sealed partial class SettingsFollower : IOptionsMonitor<ConvosoConnectOptions>, IDisposable
{
    private readonly Lock _gate = new();
    private readonly IServiceProvider _provider;
    private readonly IOptionsFactory<ConvosoConnectOptions> _factory;
    private readonly IOptionsMonitorCache<ConvosoConnectOptions> _named;
    private readonly ConfigurationLoader _loader;
    private readonly ConvosoConnectConfigurationStatus _status;
    private readonly ILogger<SettingsFollower> _logger;
    private readonly List<IDisposable> _watches = [];
    private readonly ConfigurationList<ConnectEndpoint> _endpoints = new(ConfigurationSource.Endpoints, e => e.Id, ConfigurationEndpointStore.IsSame);
    private readonly ConfigurationList<Adaptor> _adaptors = new(ConfigurationSource.Adaptors, a => a.Id, ConfigurationAdaptorStore.IsSame);
    private IReadOnlyDictionary<string, string> _claimed = new Dictionary<string, string>(StringComparer.Ordinal);
    private ConvosoConnectOptions? _options;
    private SendSettingsHolder? _holder;
    private long _changes;
    private bool _isLoaded;
    private bool _hasSection;

    public SettingsFollower(
        IServiceProvider provider,
        IOptionsFactory<ConvosoConnectOptions> factory,
        IOptionsMonitorCache<ConvosoConnectOptions> named,
        IEnumerable<IOptionsChangeTokenSource<ConvosoConnectOptions>> changes,
        ConfigurationSource source,
        ConvosoConnectConfigurationStatus status,
        ILogger<SettingsFollower> logger)
    {
        (_provider, _factory, _named, _status, _logger) = (provider, factory, named, status, logger);
        _loader = new ConfigurationLoader(factory, source, provider, _endpoints, _adaptors);

        // They are watched together, because most of them report the same reload, which is to be read once.
        IOptionsChangeTokenSource<ConvosoConnectOptions>[] all = [.. changes];
        IEnumerable<IOptionsChangeTokenSource<ConvosoConnectOptions>> own = all.Where(c => string.IsNullOrEmpty(c.Name));
        _watches.Add(ChangeToken.OnChange(() => new CompositeChangeToken([.. source.ReloadTokens, .. own.Select(c => c.GetChangeToken())]), Follow));
        _watches.AddRange(all.Except(own).Select(c => ChangeToken.OnChange(c.GetChangeToken, FollowNamed, c.Name!)));
    }

    private static OptionTable<ConvosoConnectOptions> Rows => ConvosoConnectOptionTable.Rows;

    private event Action<ConvosoConnectOptions, string?>? Changed;

    public ConvosoConnectOptions CurrentValue => Volatile.Read(ref LoadOptions()._options)!;

    /// <summary>The settings of sends. Endpoints and adaptors are read first, so that no send runs while they are invalid.</summary>
    public SendSettingsHolder Holder => LoadAll()._holder!;

    /// <summary>The settings in force. Endpoints and adaptors are not read first, because what checks them may need these settings.</summary>
    public SendSettings Settings => LoadOptions()._holder!.Current;

    public ConfigurationList<ConnectEndpoint> Endpoints => LoadAll()._endpoints;

    public ConfigurationList<Adaptor> Adaptors => LoadAll()._adaptors;

    /// <summary>Options by name. A host asks for the default ones when it starts, so everything is read then.</summary>
    public ConvosoConnectOptions Get(string? name)
    {
        if (!string.IsNullOrEmpty(name))
        {
            return _named.GetOrAdd(name, () => _factory.Create(name));
        }

        LoadAll();
        return CurrentValue;
    }

    public IDisposable OnChange(Action<ConvosoConnectOptions, string?> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        Changed += listener;
        return new Subscription(this, listener);
    }

    public void Dispose() => _watches.ForEach(watch => watch.Dispose());

    private SettingsFollower LoadOptions()
    {
        if (Volatile.Read(ref _options) is null)
        {
            lock (_gate)
            {
                if (_options is null)
                {
                    Take(_factory.Create(Options.DefaultName));
                }
            }
        }

        return this;
    }

    private SettingsFollower LoadAll()
    {
        if (!Volatile.Read(ref _isLoaded))
        {
            EndpointValidatorFactory validators = _provider.GetRequiredService<EndpointValidatorFactory>();
            lock (_gate)
            {
                if (!_isLoaded)
                {
                    Take(_loader.Load(validators, _hasSection), validators.Integrators);
                }
            }
        }

        return this;
    }

    private void Follow()
    {
        long change = Interlocked.Increment(ref _changes);
        lock (_gate)
        {
            if (_options is null)
            {
                // Nothing was read yet, so the first read gets the new configuration.
                return;
            }
        }

        try
        {
            EndpointValidatorFactory validators = _provider.GetRequiredService<EndpointValidatorFactory>();
            lock (_gate)
            {
                if (change != Volatile.Read(ref _changes))
                {
                    // There was a later change in the meantime. Its own call reads the configuration for both.
                    return;
                }

                ConfigurationState state = _loader.Load(validators, _hasSection);
                WarnOfLater(_options, state.Options, state.Claimed);
                Take(state, validators.Integrators);
                _named.Clear();
                _status.Fault = null;
                Reloaded(_logger, state.Endpoints?.Count ?? 0, state.Adaptors?.Count ?? 0);
            }
        }
#pragma warning disable CA1031 // A configure action of the app may throw anything, and the exception must not reach the code that reloads the configuration.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _status.Fault = DirectionMarks.Escape(exception.Message);
            Refused(_logger, _status.Fault);
            return;
        }

        Changed?.Invoke(CurrentValue, Options.DefaultName);
    }

    /// <summary>Forgets the options of a name, such as those of another account's engine. The next reader gets the new ones.</summary>
    private void FollowNamed(string name)
    {
        _named.TryRemove(name);
        if (Changed is { } listeners)
        {
            listeners(Get(name), name);
        }
    }

    private void Take(ConfigurationState state, IntegratorSet integrators)
    {
        bool isSame = integrators.Declared.Count == state.Integrators.Count
            && state.Integrators.All(pair => ReferenceEquals(integrators.Declared.GetValueOrDefault(pair.Key), pair.Value));
        integrators.Declared = state.Integrators;
        Take(state.Options);
        if (!isSame)
        {
            // What was compiled with the integrators before is compiled again for new settings.
            _holder!.Current = new SendSettings(state.Options);
        }

        _hasSection |= state.Section is not null;
        bool isGiven = state.Section?.Children.Any(c => IsList(c.Key)) == true;
        _endpoints.Replace(state.Endpoints, isGiven);
        _adaptors.Replace(state.Adaptors, isGiven);
        _claimed = state.Claimed;
        Volatile.Write(ref _isLoaded, true);

        static bool IsList(string key) =>
            key.Equals(ConfigurationSource.Endpoints, StringComparison.OrdinalIgnoreCase) || key.Equals(ConfigurationSource.Adaptors, StringComparison.OrdinalIgnoreCase);
    }

    private void Take(ConvosoConnectOptions options)
    {
        if (_holder is null)
        {
            _holder = new SendSettingsHolder(new SendSettings(options));
        }
        else if (Rows.Differences(_holder.Current.Options, options).Any(d => d.Effect != OptionEffect.AtRestart))
        {
            // Settings that did not change stay the same object, so that what was compiled for them stays too.
            _holder.Current = new SendSettings(options);
        }

        Volatile.Write(ref _options, options);
    }

    /// <summary>Logs a warning about changed options that do not take effect at once.</summary>
    private void WarnOfLater(ConvosoConnectOptions before, ConvosoConnectOptions after, IReadOnlyDictionary<string, string> claimed)
    {
        var changed = Rows.Differences(before, after).ToLookup(d => d.Effect);
        string[] restart =
        [
            .. changed[OptionEffect.AtRestart].Select(option => option.Name),
            .. claimed.Where(part => _claimed.GetValueOrDefault(part.Key, part.Value) != part.Value).Select(part => part.Key),
        ];
        if (restart.Length > 0)
        {
            NeedsRestart(_logger, string.Join(", ", restart));
        }

        foreach (var option in changed[OptionEffect.WithNewHandlers])
        {
            TakesEffectLater(_logger, option.Name, option.Before, option.After);
        }
    }

    [LoggerMessage(20, LogLevel.Error, "The reloaded configuration is broken; the last good one stays in force. {Reason}")]
    private static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(21, LogLevel.Information, "The configuration was reloaded; it holds {Endpoints} endpoints and {Adaptors} adaptors.")]
    private static partial void Reloaded(ILogger logger, int endpoints, int adaptors);

    [LoggerMessage(22, LogLevel.Warning, "These options were changed by a reload but are read only once; they take effect when the app is started again: {Options}.")]
    private static partial void NeedsRestart(ILogger logger, string options);

    [LoggerMessage(
        23,
        LogLevel.Warning,
        "{Option} was changed from {Before} to {After}; it takes effect as the HTTP client factory renews its handlers, every two minutes unless the app says otherwise.")]
    private static partial void TakesEffectLater(ILogger logger, string option, object? before, object? after);

    private sealed class Subscription(SettingsFollower owner, Action<ConvosoConnectOptions, string?> listener) : IDisposable
    {
        public void Dispose() => owner.Changed -= listener;
    }
}

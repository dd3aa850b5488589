using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Sending;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ConvosoConnect.Sdk;

/// <summary>
/// Turns the options into the settings in force and follows the configuration. The options monitor is not used: after a broken reload it would throw at
/// every read, where the last good settings must stay in force.
/// </summary>
internal sealed partial class SettingsFollower : IDisposable
{
    private readonly IOptionsFactory<ConvosoConnectOptions> _factory;
    private readonly ILogger<SettingsFollower> _logger;
    private readonly IDisposable? _watch;
    private CancellationTokenSource _followed = new();

    public SettingsFollower(IOptionsFactory<ConvosoConnectOptions> factory, ConfigurationSource source, ILogger<SettingsFollower> logger)
    {
        _factory = factory;
        _logger = logger;
        Holder = new SendSettingsHolder(Create());
        _watch = source.Configuration is { } configuration ? ChangeToken.OnChange(configuration.GetReloadToken, Follow) : null;
    }

    public SendSettingsHolder Holder { get; }

    /// <summary>
    /// Changes after the settings followed the configuration: whoever reads the configuration by these settings follows this token, since the order in which
    /// those who follow the configuration itself are called is not defined.
    /// </summary>
    public IChangeToken GetFollowedToken() => new CancellationChangeToken(Volatile.Read(ref _followed).Token);

    public void Dispose()
    {
        _watch?.Dispose();
        _followed.Dispose();
    }

    private void Follow()
    {
        try
        {
            Holder.Current = Create();
        }
#pragma warning disable CA1031 // A configure action of the app may throw anything; whoever reloads the configuration must not get it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Refused(_logger, exception.Message);
        }

        Interlocked.Exchange(ref _followed, new CancellationTokenSource()).Cancel();
    }

    private SendSettings Create()
    {
        ConvosoConnectOptions options = _factory.Create(Options.DefaultName);
        return new SendSettings
        {
            RequestTimeout = options.RequestTimeout,
            ConnectTimeout = options.ConnectTimeout,
            AllowHttp = options.AllowHttp,
            Guard = new DestinationGuard(options.AllowedNetworks, options.AllowedHosts),
            MaxRequestBytes = options.MaxRequestBytes,
            MaxResponseBytes = options.MaxResponseBytes,
            TimeZone = options.TimeZone,
            SystemDateFormat = options.SystemDateFormat,
            LogResponseLength = options.LogResponseLength,
            LogResultLength = options.LogResultLength,
            LogTimeout = options.LogTimeout,
            DisposalTimeout = options.DisposalTimeout,
            MaskCredentials = options.MaskCredentials,
            CredentialNames = new CredentialNames(options.CredentialNames),
            CompiledEndpointLimit = options.CompiledEndpointLimit,
        };
    }

    [LoggerMessage(20, LogLevel.Error, "The reloaded options are broken; the last good ones stay in force. {Reason}")]
    private static partial void Refused(ILogger logger, string reason);
}

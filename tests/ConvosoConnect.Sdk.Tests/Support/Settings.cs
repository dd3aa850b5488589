using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>An app's configuration as JSON that a test can change, and the engine that follows its section 'Connect'.</summary>
internal sealed class Settings : ConfigurationProvider, IConfigurationSource, IAsyncDisposable
{
    private readonly Lazy<ServiceProvider> _provider;
    private readonly IConfigurationRoot _root;

    public Settings(string json, Action<ConvosoConnectBuilder>? build = null, bool isOptional = false, bool isKnown = true)
    {
        Data = Parse(json);
        _root = new ConfigurationBuilder().Add(this).Build();
        _provider = new Lazy<ServiceProvider>(() =>
        {
            var services = new ServiceCollection();
            services.AddFakeLogging();
            if (isKnown)
            {
                // As a host does.
                services.AddSingleton<IConfiguration>(_root);
            }

            ConvosoConnectBuilder builder = services.AddConvosoConnect(_root.GetSection("Connect"), isOptional);
            build?.Invoke(builder);
            return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        });
    }

    public ServiceProvider Services => _provider.Value;

    public IEndpointStore Endpoints => Services.GetRequiredService<IEndpointStore>();

    public IAdaptorStore Adaptors => Services.GetRequiredService<IAdaptorStore>();

    public IOptionsMonitor<ConvosoConnectOptions> Options => Services.GetRequiredService<IOptionsMonitor<ConvosoConnectOptions>>();

    public IConvosoConnectClient Client => Services.GetRequiredService<IConvosoConnectClient>();

    /// <summary>What the engine wrote into the app's log since the last call.</summary>
    public IReadOnlyList<FakeLogRecord> TakeLog()
    {
        FakeLogCollector collector = Services.GetFakeLogCollector();
        IReadOnlyList<FakeLogRecord> records = [.. collector.GetSnapshot().Where(r => r.Category?.StartsWith("ConvosoConnect", StringComparison.Ordinal) == true)];
        collector.Clear();
        return records;
    }

    public void Change(string json)
    {
        Data = Parse(json);
        OnReload();
    }

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public async ValueTask DisposeAsync()
    {
        if (_provider.IsValueCreated)
        {
            await _provider.Value.DisposeAsync();
        }
    }

    private static Dictionary<string, string?> Parse(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"Connect":{{json}}}"""));
        return new(new ConfigurationBuilder().AddJsonStream(stream).Build().AsEnumerable(), StringComparer.OrdinalIgnoreCase);
    }
}

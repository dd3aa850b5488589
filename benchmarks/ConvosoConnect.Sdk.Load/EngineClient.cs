using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Load;

/// <summary>The whole <c>SendAsync</c>: mapping, request, answer, result and log entry.</summary>
internal sealed class EngineClient : IContender
{
    public const string Authorization = "Bearer 5f2c9a7e41d84b0c";

    private readonly ServiceProvider _provider;
    private readonly Func<ValueTask> _cleanUp;

    private EngineClient(string name, ServiceProvider provider, Func<ValueTask> cleanUp) => (Name, _provider, _cleanUp) = (name, provider, cleanUp);

    public string Name { get; }

    private IConvosoConnectClient Client => field ??= _provider.GetRequiredService<IConvosoConnectClient>();

    /// <summary>Builds the engine with a store and saves its endpoint.</summary>
    /// <param name="name">What the table calls it.</param>
    /// <param name="url">The receiver.</param>
    /// <param name="use">Chooses the store.</param>
    /// <param name="cleanUp">What to do when the engine has been disposed.</param>
    public static async Task<EngineClient> CreateAsync(string name, string url, Action<ConvosoConnectBuilder> use, Func<ValueTask> cleanUp)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        use(services.AddConvosoConnect(o =>
        {
            o.AllowHttp = true;
            o.AllowedNetworks = ["127.0.0.0/8"];
        }));
        ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IAdaptorStore>().SaveAsync(Leads.Adaptor);
        await provider.GetRequiredService<IEndpointStore>().SaveAsync(new ConnectEndpoint
        {
            Id = "crm",
            Name = "CRM",
            ApiUrl = url,
            AuthorizationHeader = $"Authorization: {Authorization}",
            PostDataType = PostDataTypes.Json,
            ResponseKey = "success",
            AdaptorId = Leads.Adaptor.Id,
        });
        await provider.GetRequiredService<IEndpointStore>().SaveAsync(new ConnectEndpoint
        {
            Id = "noise",
            Name = "Noise",
            ApiUrl = url + "/noise",
            AuthorizationHeader = "Authorization: Bearer 8d03b6f19ac2475e",
            PostDataType = PostDataTypes.Json,
            ResponseDataType = ResponseDataTypes.Text,
            AdaptorId = Leads.Adaptor.Id,
        });
        return new EngineClient(name, provider, cleanUp);
    }

    public Task<bool> SendAsync(long n) => SendAsync("crm", n);

    /// <summary>Sends the n-th lead through <c>crm</c>, or through <c>noise</c>, whose receiver answers 64 KB that differ each time.</summary>
    public async Task<bool> SendAsync(string endpointId, long n)
    {
        ConnectResult result = await Client.SendAsync(endpointId, Leads.Lead(n)).ConfigureAwait(false);
        return result is { Succeeded: true, LogError: null };
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _cleanUp();
    }
}

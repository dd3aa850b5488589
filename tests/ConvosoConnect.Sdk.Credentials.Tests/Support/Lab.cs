using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ConvosoConnect.Sdk.Credentials.Tests.Support;

/// <summary>The engine with credentials, as an app would have it.</summary>
internal sealed class Lab : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public Lab(Action<ConvosoConnectBuilder> build, TimeProvider? clock = null, Action<ConvosoConnectOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddFakeLogging().SetMinimumLevel(LogLevel.Trace));
        services.AddSingleton(clock ?? TimeProvider.System);
        build(services.AddConvosoConnect(options =>
        {
            options.AllowHttp = true;
            options.AllowedNetworks = ["127.0.0.0/8"];

            // A machine that is busy with other tests may need more than the default.
            options.RequestTimeout = TimeSpan.FromMinutes(5);
            configure?.Invoke(options);
        }).UseResilience());
        _provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public static LeadRecord Lead { get; } = new()
    {
        Id = "4711",
        Lead = new Dictionary<string, LeadValue> { ["email"] = "ann@example.com", ["city"] = "Zürich" },
    };

    /// <summary>Cancelled when the test run is.</summary>
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public IServiceProvider Services => _provider;

    public IConvosoConnectClient Client => _provider.GetRequiredService<IConvosoConnectClient>();

    public static ConnectEndpoint Endpoint(string url, string credential, string id = "crm") => new()
    {
        Id = id,
        Name = id,
        ApiUrl = url,
        PostDataType = PostDataTypes.Json,
        ResponseKey = "ok",
        AdaptorId = "map",
        Credential = credential,
    };

    public async Task SaveAsync(ConnectEndpoint endpoint)
    {
        var adaptors = _provider.GetRequiredService<IAdaptorStore>();
        if (await adaptors.GetAsync("map", Token) is null)
        {
            FieldMapping[] rows = [new() { Field = "email", MappedTo = "email" }, new() { Field = "city", MappedTo = "city" }];
            await adaptors.SaveAsync(new Adaptor { Id = "map", Name = "Map", Fields = rows }, Token);
        }

        await _provider.GetRequiredService<IEndpointStore>().SaveAsync(endpoint, Token);
    }

    public async Task<(ConnectResult Result, ConnectLogEntry Entry)> SendAsync(ConnectEndpoint endpoint)
    {
        await SaveAsync(endpoint);
        return await SendAsync(endpoint.Id);
    }

    public async Task<(ConnectResult Result, ConnectLogEntry Entry)> SendAsync(string id = "crm")
    {
        ConnectResult result = await Client.SendAsync(id, Lead, Token);
        return (result, (await _provider.GetRequiredService<IConnectLogStore>().GetAsync(result.LogId!.Value, Token))!);
    }

    /// <summary>Checks that no text of a send, of its preview and of the app's log holds one of the secrets.</summary>
    public async Task HoldsNoneAsync((ConnectResult Result, ConnectLogEntry Entry) sent, params string[] secrets)
    {
        ConnectPreview preview = await Client.PreviewAsync(sent.Entry.EndpointId, Lead, Token);
        string[] texts =
        [
            JsonSerializer.Serialize(sent.Entry),
            JsonSerializer.Serialize(preview),
            sent.Result.ToString() + sent.Result.Diagnosis + sent.Result.LogError + string.Join(' ', sent.Result.Warnings),
            .. _provider.GetFakeLogCollector().GetSnapshot().Select(line => $"{line.Message} {line.Exception}"),
        ];
        Assert.All(secrets, secret => Assert.All(texts, text => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase)));
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ConvosoConnect.Sdk.Resilience.Tests.Support;

/// <summary>The engine with the package, as an app would have them; a stand-in for the network where the test gives one.</summary>
internal sealed class Lab : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public Lab(
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>? network = null,
        TimeProvider? clock = null,
        Action<ConvosoConnectBuilder>? build = null,
        Action<ConvosoConnectOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddFakeLogging().SetMinimumLevel(LogLevel.Trace));
        services.AddSingleton(clock ?? TimeProvider.System);
        ConvosoConnectBuilder builder = services.AddConvosoConnect(options =>
        {
            options.AllowHttp = true;
            options.AllowedNetworks = ["127.0.0.0/8"];
            configure?.Invoke(options);
        }).UseResilience().UseResilience();
        if (network is not null)
        {
            builder.ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new Network(network)));
        }

        build?.Invoke(builder);
        _provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public static LeadRecord Lead { get; } = new()
    {
        Id = "4711",
        Lead = new Dictionary<string, LeadValue> { ["email"] = "ann@example.com", ["phone_number"] = "3105550142" },
    };

    /// <summary>Cancelled when the test run is.</summary>
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public IServiceProvider Services => _provider;

    public IEndpointStore Endpoints => _provider.GetRequiredService<IEndpointStore>();

    public IConvosoConnectClient Client => _provider.GetRequiredService<IConvosoConnectClient>();

    public DeliveryRegistry Registry => _provider.GetRequiredService<DeliveryRegistry>();

    /// <summary>A POST endpoint that reads <c>ok</c> from a JSON response.</summary>
    public static ConnectEndpoint Endpoint(DeliveryRules? rules, string url = "http://crm.example/leads", string id = "crm") => new()
    {
        Id = id,
        Name = id,
        ApiUrl = url,
        PostDataType = "JSON",
        ResponseKey = "ok",
        AdaptorId = "map",
        Delivery = rules,
    };

    public static HttpResponseMessage Answer(int status = 200, string body = """{"ok":1}""", string? retryAfter = null)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return response;
    }

    /// <summary>A network that gives these responses in turn, the last one from then on.</summary>
    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> InTurn(params Func<HttpResponseMessage>[] answers)
    {
        int last = -1;
        return (_, _) => Task.FromResult(answers[Math.Min(Interlocked.Increment(ref last), answers.Length - 1)]());
    }

    public async Task SaveAsync(ConnectEndpoint endpoint)
    {
        var adaptors = _provider.GetRequiredService<IAdaptorStore>();
        if (await adaptors.GetAsync("map", Token) is null)
        {
            await adaptors.SaveAsync(new Adaptor { Id = "map", Name = "Map", Fields = [new FieldMapping { Field = "email", MappedTo = "email" }] }, Token);
        }

        ConnectEndpoint? stored = await Endpoints.GetAsync(endpoint.Id, Token);
        await Endpoints.SaveAsync(endpoint with { Version = stored?.Version ?? 0 }, Token);
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

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private sealed class Network(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
    }
}

using ConvosoConnect.Sdk.Configuration;
using ConvosoConnect.Sdk.Integrators.Declared;
using ConvosoConnect.Sdk.Sending.Plans;
using ConvosoConnect.Sdk.Sending.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Benchmarks.Work;

/// <summary>The engine with its defaults, in-memory stores and no network, with one endpoint.</summary>
internal sealed class EngineHost
{
    private static readonly SendOptions Options = new();

    private static readonly IntegratorDefinition HubSpotByData = new()
    {
        Name = "HubSpot by data",
        Body = new() { Envelope = """{"properties":"{payload}","associations":[]}""", Texts = true },
        EmptyValues = EmptyValues.Omit,
        Delimiter = ";",
    };

    private readonly Workload _workload;
    private readonly EndpointPlan _plan;
    private readonly IConvosoConnectClient _client;
    private readonly string _endpoint;
    private readonly NoNetworkHandler _handler = new();

    public EngineHost(Format format, Workload workload)
    {
        _workload = workload;
        _endpoint = format.Endpoint.Id;
        ServiceProvider services = Services(_handler);
        _client = services.GetRequiredService<IConvosoConnectClient>();
        Adaptor adaptor = Wait(services.GetRequiredService<IAdaptorStore>().SaveAsync(workload.Adaptor));
        ConnectEndpoint endpoint = Wait(services.GetRequiredService<IEndpointStore>().SaveAsync(format.Endpoint with { AdaptorId = adaptor.Id }));
        _plan = (EndpointPlan)services.GetRequiredService<PlanCompiler>().Get(endpoint, adaptor, services.GetRequiredService<SendSettingsHolder>().Current);
    }

    public static ServiceProvider Services(HttpMessageHandler handler)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddConvosoConnect().AddIntegrator(HubSpotByData).ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => handler));
        return services.BuildServiceProvider();
    }

    /// <summary>Steps 3 to 6 of a send: from a lead to a complete request.</summary>
    public void Build()
    {
        using BuiltRequest request = RequestBuilder.Build(_plan, _workload.Lead, trace: null, SendOptions.Default);
        if (request.Error is { } error)
        {
            throw new InvalidOperationException(error.Message);
        }
    }

    public Seen SeeBuild()
    {
        using BuiltRequest request = RequestBuilder.Build(_plan, _workload.Lead, trace: null, SendOptions.Default);
        return Seen.Of(request.Message);
    }

    /// <summary>A whole send, with its response read and its entry in the log.</summary>
    public string Send()
    {
        ConnectResult result = _client.SendAsync(_endpoint, _workload.Lead, Options).GetAwaiter().GetResult();
        return result is { Succeeded: true, LogId: not null } ? result.Value : throw new InvalidOperationException($"{result.Error} {result.LogError}");
    }

    public Seen SeeSend()
    {
        _handler.Keeps = true;
        Send();
        _handler.Keeps = false;
        return _handler.Last!;
    }

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}

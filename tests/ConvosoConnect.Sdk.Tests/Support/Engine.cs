using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>The engine as an app would have it, with one endpoint 'crm' and one adaptor 'map' to vary.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    public Engine(Action<ConvosoConnectOptions>? configure = null, Action<ConvosoConnectBuilder>? build = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        ConvosoConnectBuilder builder = services.AddConvosoConnect(options =>
        {
            options.AllowHttp = true;
            options.AllowedNetworks = Loopback;
            configure?.Invoke(options);
        });
        build?.Invoke(builder);
        _provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    /// <summary>Where the servers of tests listen: the destination guard forbids it unless it is opened.</summary>
    public static IReadOnlyList<string> Loopback { get; } = ["127.0.0.0/8", "::1"];

    /// <summary>A lead with every kind of value.</summary>
    public static LeadRecord Lead { get; } = new()
    {
        Id = "4711",
        Lead = new Dictionary<string, LeadValue>
        {
            ["email"] = "ann@example.com",
            ["first_name"] = "Änn \"A\"",
            ["phone_number"] = "3105550142",
            ["called_count"] = 3,
            ["created_at"] = "2026-03-08 01:30:00",
            ["tags"] = new[] { "a", "b" },
        },
        CallLog = new Dictionary<string, LeadValue> { ["call_log_id"] = 99, ["status"] = "SALE" },
        Extra = new Dictionary<string, LeadValue> { ["agent_email"] = "agent@example.com" },
    };

    /// <summary>Sends two fields.</summary>
    public static Adaptor Adaptor { get; } = new()
    {
        Id = "map",
        Name = "Map",
        Fields =
        [
            new FieldMapping { Field = "email", MappedTo = "email" },
            new FieldMapping { Field = "first_name", MappedTo = "name" },
        ],
    };

    /// <summary>Cancelled when the test run is.</summary>
    public static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public IServiceProvider Services => _provider;

    public IConvosoConnectClient Client => _provider.GetRequiredService<IConvosoConnectClient>();

    public IEndpointStore Endpoints => _provider.GetRequiredService<IEndpointStore>();

    public IAdaptorStore Adaptors => _provider.GetRequiredService<IAdaptorStore>();

    public IConnectLogStore Log => _provider.GetRequiredService<IConnectLogStore>();

    /// <summary>A POST endpoint that reads <c>ok</c> from a JSON response.</summary>
    public static ConnectEndpoint Endpoint(string url) => new()
    {
        Id = "crm",
        Name = "CRM",
        ApiUrl = url,
        PostDataType = "JSON",
        ResponseKey = "ok",
        AdaptorId = "map",
    };

    /// <summary>Saves endpoint and adaptor, sends the lead, and gives the result with its log entry.</summary>
    public async Task<(ConnectResult Result, ConnectLogEntry Entry)> SendAsync(ConnectEndpoint endpoint, Adaptor? adaptor = null, LeadRecord? lead = null)
    {
        await SaveAsync(endpoint, adaptor);
        return await SendAsync(lead);
    }

    public async Task SaveAsync(ConnectEndpoint endpoint, Adaptor? adaptor = null)
    {
        Adaptor? stored = await Adaptors.GetAsync("map");
        Adaptor wanted = adaptor ?? Adaptor;
        Adaptor saved = await Adaptors.SaveAsync(wanted with { Version = stored?.Version ?? 0, Active = true });
        ConnectEndpoint? before = await Endpoints.GetAsync(endpoint.Id);
        await Endpoints.SaveAsync(endpoint with { Version = before?.Version ?? 0 });
        if (!wanted.Active)
        {
            // An inactive adaptor cannot be chosen, only kept.
            await Adaptors.SaveAsync(saved with { Active = false });
        }
    }

    public async Task<(ConnectResult Result, ConnectLogEntry Entry)> SendAsync(LeadRecord? lead = null)
    {
        ConnectResult result = await Client.SendAsync("crm", lead ?? Lead);
        return (result, (await Log.GetAsync(result.LogId!.Value))!);
    }

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}

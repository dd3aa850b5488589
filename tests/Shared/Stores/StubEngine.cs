using System.Net;
using System.Text;
using ConvosoConnect.Sdk.Relational;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.Tests.Stores;

/// <summary>An engine that sends to nobody: a handler answers in place of the network.</summary>
internal static class StubEngine
{
    public const string EndpointId = "crm";

    /// <summary>An endpoint whose answers hold the lead's id.</summary>
    public static ConnectEndpoint Endpoint { get; } = new()
    {
        Id = EndpointId,
        Name = "CRM",
        ApiUrl = "https://crm.example.com/leads",
        PostDataType = "JSON",
        ResponseKey = "ok",
        AdaptorId = "map",
    };

    public static Adaptor Adaptor { get; } = new()
    {
        Id = "map",
        Name = "Map",
        Fields = [new FieldMapping { Field = "email", MappedTo = "email" }, new FieldMapping { Field = "phone_number", MappedTo = "phone" }],
    };

    public static ServiceProvider Build(
        Action<ConvosoConnectBuilder> use,
        Action<IServiceCollection>? more = null,
        Action<ConvosoConnectOptions>? configure = null,
        Action<RelationalStoreOptions>? stores = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        more?.Invoke(services);
        ConvosoConnectBuilder builder = services.AddConvosoConnect(configure ?? (_ => { }));
        builder.ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => new Handler()));
        use(builder);
        services.Configure(stores ?? (_ => { }));
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    /// <summary>Saves endpoint and adaptor where they are missing.</summary>
    public static async Task SaveAsync(IServiceProvider engine)
    {
        IEndpointStore endpoints = engine.GetRequiredService<IEndpointStore>();
        if (await endpoints.GetAsync(EndpointId) is null)
        {
            await engine.GetRequiredService<IAdaptorStore>().SaveAsync(Adaptor);
            await endpoints.SaveAsync(Endpoint);
        }
    }

    public static LeadRecord Lead(string id) => new()
    {
        Id = id,
        Lead = new Dictionary<string, LeadValue> { ["email"] = $"{id}@example.com", ["phone_number"] = "(310) 555-0142" },
    };

    private sealed class Handler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            string accepted = body.Split('"').FirstOrDefault(part => part.Contains('@', StringComparison.Ordinal)) ?? "nobody";
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent($$"""{"ok":"accepted {{accepted}}"}""", Encoding.UTF8, "application/json"),
            };
        }
    }
}

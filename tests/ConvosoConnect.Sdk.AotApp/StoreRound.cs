using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.DependencyInjection;

namespace ConvosoConnect.Sdk.AotApp;

/// <summary>The same steps on any store: save, send, read the log, open it again.</summary>
internal sealed class StoreRound(string store, Receiver receiver, Checks checks, Action<ConvosoConnectBuilder> use)
{
    private const string Phone = "7025550100";

    private static readonly LeadRecord Lead = new()
    {
        Id = "4711",
        Lead = new Dictionary<string, LeadValue> { ["email"] = "zoe@example.com", ["first_name"] = "Zoë \"Zo\"", ["phone_number"] = Phone },
    };

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long first;
        long last;
        await using (ServiceProvider provider = Build())
        {
            await SaveAsync(provider, cancellationToken);
            first = await SendAsync(provider, "json", "J-1", """{"phone":"7025550100","name":"Zoë \"Zo\""}""", cancellationToken);
            await SendAsync(provider, "xml", "X-1&2", "phone=7025550100&name=Zo%C3%AB+%22Zo%22", cancellationToken);
            await SendAsync(provider, "text", "T-1", "", cancellationToken);
            last = await SendAsync(provider, "hubspot", "901", """{"properties":{"phone":"7025550100","name":"Zoë \"Zo\""},"associations":[]}""", cancellationToken);
        }

        await using ServiceProvider again = Build();
        Equal("hubspot, json, text, xml", string.Join(", ", (await IdsAsync(again, cancellationToken)).Order(StringComparer.Ordinal)), "keeps its endpoints");
        var log = again.GetRequiredService<IConnectLogStore>();
        ConnectLogEntry? entry = await log.GetAsync(last, cancellationToken);
        Equal("901", entry?.Result, "keeps its log");
        Equal($"{receiver.Url}/crm/v3/objects/contacts?hapikey=***", entry?.InputData?.Url, "masks credentials in it");
        IReadOnlyList<ConnectAttempt> attempts = (await log.GetAsync(first, cancellationToken))?.Attempts ?? [];
        Equal("503, 200", string.Join(", ", attempts.Select(a => a.StatusCode)), "keeps the attempts of a send");
        Equal("Bearer aot-token v1", receiver.Credentials, "adds the credentials of an endpoint");
        await ReadLogAsync(log, cancellationToken);
        long purged = await again.GetRequiredService<IConnectLogRetention>().PurgeAsync(DateTimeOffset.MaxValue, cancellationToken);
        Equal("4", Text(purged), "deletes old entries");
        await ConflictAsync(again, cancellationToken);
    }

    private async Task SaveAsync(ServiceProvider provider, CancellationToken cancellationToken)
    {
        Adaptor adaptor = await provider.GetRequiredService<IAdaptorStore>().SaveAsync(
            new Adaptor
            {
                Id = "map",
                Name = "Contact",
                Fields = [new FieldMapping { Field = "phone_number", MappedTo = "phone" }, new FieldMapping { Field = "first_name", MappedTo = "name" }],
            },
            cancellationToken);
        var endpoint = new ConnectEndpoint { Id = "json", Name = "JSON", ApiUrl = $"{receiver.Url}/json", PostDataType = "JSON", ResponseKey = "lead.id", AdaptorId = adaptor.Id };
        var rules = new DeliveryRules
        {
            MaxAttempts = 2,
            AttemptTimeout = TimeSpan.FromSeconds(10),
            IdempotencyHeader = "Idempotency-Key",
            RateLimit = 50,
            MaxConcurrency = 5,
            FailureRatio = 0.5,
        };
        foreach (ConnectEndpoint one in new[]
        {
            endpoint with { Delivery = rules, Credential = "token,hooks" },
            endpoint with { Id = "xml", Name = "XML", ApiUrl = $"{receiver.Url}/xml", PostDataType = "RAW", ResponseDataType = "XML", ResponseKey = "lead/@id" },
            endpoint with { Id = "text", Name = "TEXT", ApiUrl = $"{receiver.Url}/text",
                RequestMethod = RequestMethod.Get, ResponseDataType = "TEXT", Delimiter = ",", ResponseKey = "#1" },
            endpoint with { Id = "hubspot", Name = "HubSpot", ApiUrl = $"{receiver.Url}/crm/v3/objects/contacts",
                ApiAuthentication = "hapikey=demo-5f0c66d2", ApiIntegrator = "HubSpot v3", ResponseKey = "" },
        })
        {
            await provider.GetRequiredService<IEndpointStore>().SaveAsync(one, cancellationToken);
        }
    }

    private async Task<long> SendAsync(ServiceProvider provider, string endpoint, string value, string body, CancellationToken cancellationToken)
    {
        ConnectResult result = await provider.GetRequiredService<IConvosoConnectClient>().SendAsync(endpoint, Lead, cancellationToken);
        Equal(value, result.Succeeded ? result.Value : result.ToString(), $"{endpoint}: reads the response");
        Equal(body, receiver.Body, $"{endpoint}: sends the body");
        return result.LogId ?? 0;
    }

    private async Task ReadLogAsync(IConnectLogStore log, CancellationToken cancellationToken)
    {
        Equal("4", Text((await log.QueryAsync(new ConnectLogQuery { Search = "(702) 555-0100" }, cancellationToken)).Total), "finds calls by phone number");
        Equal("1", Text((await log.QueryAsync(new ConnectLogQuery { Search = "x-1&" }, cancellationToken)).Total), "finds calls by result");
        using var csv = new MemoryStream();
        await ConnectLogCsv.WriteAsync(log.StreamAsync(new ConnectLogQuery(), cancellationToken), csv, cancellationToken);
        Equal("5", Text(Encoding.UTF8.GetString(csv.ToArray()).Count(c => c == '\n')), "exports CSV");
    }

    private async Task ConflictAsync(ServiceProvider provider, CancellationToken cancellationToken)
    {
        var endpoints = provider.GetRequiredService<IEndpointStore>();
        ConnectEndpoint old = (await endpoints.GetAsync("json", cancellationToken))!;
        await endpoints.SaveAsync(old with { Name = "New name" }, cancellationToken);
        string seen = "nothing";
        try
        {
            await endpoints.SaveAsync(old with { Name = "Other name" }, cancellationToken);
        }
        catch (ConnectConflictException)
        {
            seen = "a conflict";
        }

        Equal("a conflict", seen, "refuses to overwrite a newer version");
    }

    private static async Task<IEnumerable<string>> IdsAsync(ServiceProvider provider, CancellationToken cancellationToken) =>
        (await provider.GetRequiredService<IEndpointStore>().ListAsync(cancellationToken: cancellationToken)).Select(e => e.Id);

    private ServiceProvider Build()
    {
        var services = new ServiceCollection();
        use(services.AddConvosoConnect(options => (options.AllowHttp, options.AllowedNetworks) = (true, ["127.0.0.0/8"])).UseResilience()
            .AddConvosoConnectIntegrators()
            .AddStandardWebhooks("hooks", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .AddOAuthClientCredentials("token", o => (o.TokenUrl, o.ClientId, o.ClientSecret) = ($"{receiver.Url}/token", "app", "aot-secret-1")));
        return services.BuildServiceProvider();
    }

    private void Equal(string? expected, string? actual, string sentence) => checks.Equal(expected, actual, $"{store} {sentence}");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

namespace ConvosoConnect.Sdk.Benchmarks.Work;

/// <summary>What an endpoint makes of a lead.</summary>
internal sealed record Format(string Name, ConnectEndpoint Endpoint)
{
    public const string Url = "https://crm.example.com/leads/intake";
    public const string Token = "Bearer pat-na1-0f4c2a9e-55d1-4b0e-9a55-7f1c6f3e2d10";

    public static Format Json { get; } = Of("JSON", new() { PostDataType = PostDataTypes.Json, ApiUrl = Url });

    public static Format Raw { get; } = Of("RAW", new() { PostDataType = PostDataTypes.Raw, ApiUrl = Url });

    /// <summary>HubSpot v3's creation of a contact, told by data.</summary>
    public static Format Declared { get; } = Of("HubSpot v3", new() { ApiIntegrator = "HubSpot by data", ApiUrl = "https://api.hubapi.com/crm/v3/objects/contacts" });

    public static IReadOnlyList<Format> All { get; } =
    [
        Raw,
        Json,
        Of("HubSpot v1", new() { ApiIntegrator = ApiIntegrators.HubSpotV1, ApiUrl = "https://api.hubapi.com/contacts/v1/contact" }),
        Of("HubSpot v3", new() { ApiIntegrator = ApiIntegrators.HubSpotV3, ApiUrl = "https://api.hubapi.com/crm/v3/objects/contacts" }),
        Of("Blue Ink Digital", new() { ApiIntegrator = ApiIntegrators.BlueInkDigital, ApiUrl = "https://leads.example.com/v2/solar/direct_post" }),
        Of("GET", new() { RequestMethod = RequestMethod.Get, ApiUrl = Url }),
    ];

    private static Format Of(string name, ConnectEndpoint endpoint) =>
        new(name, endpoint with { Id = name, Name = name, AuthorizationHeader = $"Authorization: {Token}", ResponseKey = "id" });
}

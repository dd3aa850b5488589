using ConvosoConnect.Sdk.Sending.Credentials;

namespace ConvosoConnect.Sdk.Tests;

/// <summary>Endpoints and adaptors in which every member has a value other than its default.</summary>
internal static class RichItems
{
    public static Adaptor Adaptor { get; } = new()
    {
        Id = "map 1",
        Name = "Karte \"Ä\" & <b>",
        Fields =
        [
            new() { Section = LeadSection.Lead, Label = "E-Mail ***", Field = "email", MappedTo = "email, mail", DefaultValue = "none@example.com" },
            new() { Section = LeadSection.CallLog, Label = "Call Date", Field = "call_date", MappedTo = "called", DateFormat = "Y-m-d" },
            new() { Section = LeadSection.Values, Field = "k", MappedTo = "api_key", DefaultValue = "s3cr3t-of-row" },
            new() { Section = LeadSection.Extra, Field = "agent_email", MappedTo = "token", DefaultValue = "s3cr3t-of-other-row" },
        ],
    };

    public static Adaptor Inactive { get; } = new() { Id = "off", Name = "Off", Active = false, Fields = [new() { Field = "email", MappedTo = "email" }] };

    public static ConnectEndpoint Endpoint { get; } = new()
    {
        Id = "crm/ü",
        Name = "*** CRM ***",
        ApiUrl = "https://crm.example.com/in/{email}?list=7&token=s3cr3t-of-url&x=1",
        ApiAuthentication = "api_key=s3cr3t-of-query&list_id=1001",
        AuthorizationHeader = "Content-type: application/json; charset=utf-8|Authorization: Bearer s3cr3t\\|of?header&=|X-Region: eu",
        Credential = "crm-token",
        PostDataType = "JSON",
        ResponseDataType = "XML",
        ApiIntegrator = "HubSpot v3",
        Delimiter = " | ",
        ResponseKey = "Response/Lead/Id",
        SuccessValues = ["ok", ""],
        Captures = new Dictionary<string, string> { ["z"] = "Response/Z", ["a"] = "header:X-Request-Id" },
        EmptyValues = EmptyValues.Omit,
        AdaptorId = "map 1",
        Delivery = new()
        {
            TotalTimeout = TimeSpan.FromSeconds(40),
            IdempotencyHeader = "Idempotency-Key",
            AttemptTimeout = TimeSpan.FromMilliseconds(1500),
            MaxAttempts = 3,
            RetryDelay = TimeSpan.FromSeconds(1),
            MaxRetryDelay = TimeSpan.FromMinutes(1),
            ReceiverIsIdempotent = true,
            RateLimit = 5,
            RateInterval = TimeSpan.FromSeconds(2),
            MaxConcurrency = 4,
            QueueLimit = 9,
            FailureRatio = 0.25,
            MinimumThroughput = 20,
            SamplingDuration = TimeSpan.FromSeconds(20),
            BreakDuration = TimeSpan.FromSeconds(10),
        },
        Active = false,
    };

    public static ConnectEndpoint Lookup { get; } = new()
    {
        Id = "lookup",
        Name = "Lookup",
        ApiUrl = "https://crm.example.com/find",
        RequestMethod = RequestMethod.Get,
        AdaptorId = "off",
    };

    /// <summary>Adds what the endpoints ask of an app.</summary>
    public static void AddParts(ConvosoConnectBuilder builder) => builder.UseDeliveryHandler<IdleDelivery>().AddCredentials(_ => [new NoCredential()]);

    public static async Task SaveAsync(IAdaptorStore adaptors, IEndpointStore endpoints, CancellationToken token)
    {
        await adaptors.SaveAsync(Adaptor, token);
        Adaptor off = await adaptors.SaveAsync(Inactive with { Active = true }, token);
        await endpoints.SaveAsync(Endpoint, token);
        await endpoints.SaveAsync(Lookup, token);
        await adaptors.SaveAsync(off with { Active = false }, token);
    }

    private sealed class NoCredential : IEndpointCredential
    {
        public string Name => "crm-token";

        public CredentialContract Contract { get; } = new();

        public ValueTask AddAsync(CredentialRequest request, CancellationToken cancellationToken) => default;
    }
}

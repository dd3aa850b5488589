using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Integrators;

namespace PingPost;

/// <summary>What an admin would type in: an endpoint and an adaptor for the ping, and the same for the post.</summary>
internal static class Setup
{
    public static async Task SaveAsync(ConvosoConnectEngine engine, string url)
    {
        FieldMapping zip = new() { Field = "postal_code", MappedTo = "Zip" };
        await SaveAsync(engine, url, "ping", [zip]);
        await SaveAsync(engine, url, "post",
        [
            zip,
            new FieldMapping { Field = "first_name", MappedTo = "First_Name" },
            new FieldMapping { Section = LeadSection.Values, Field = "ping_id", MappedTo = "Lead_ID" },
        ]);
    }

    private static async Task SaveAsync(ConvosoConnectEngine engine, string url, string mode, IReadOnlyList<FieldMapping> fields)
    {
        await engine.Adaptors.SaveAsync(new Adaptor { Id = mode, Name = mode, Fields = fields });
        await engine.Endpoints.SaveAsync(new ConnectEndpoint
        {
            Id = mode,
            Name = mode,
            ApiUrl = url,
            ApiAuthentication = "Key=key-of-the-system",
            ApiIntegrator = Vendors.Boberdoo,
            Settings = new Dictionary<string, string> { ["type"] = "33", ["source"] = "acme", ["mode"] = mode },
            AdaptorId = mode,
        });
    }
}

using ConvosoConnect.Sdk;

namespace Accounts;

/// <summary>Saves an adaptor and an endpoint for an account whose stores can be written to, unless they are there from an earlier run.</summary>
internal static class Contacts
{
    public static async Task SaveAsync(ConvosoConnectEngine engine, string url)
    {
        Adaptor adaptor = await engine.Adaptors.GetAsync("contact") ?? await engine.Adaptors.SaveAsync(new Adaptor
        {
            Id = "contact",
            Name = "Contact",
            Fields = [new FieldMapping { Field = "phone_number", MappedTo = "number" }],
        });
        ConnectEndpoint? earlier = await engine.Endpoints.GetAsync("crm");
        await engine.Endpoints.SaveAsync(new ConnectEndpoint
        {
            Id = "crm",
            Version = earlier?.Version ?? 0,
            Name = $"CRM of {engine.Account}",
            ApiUrl = url,
            PostDataType = PostDataTypes.Json,
            ResponseKey = "id",
            AdaptorId = adaptor.Id,
        });
    }
}

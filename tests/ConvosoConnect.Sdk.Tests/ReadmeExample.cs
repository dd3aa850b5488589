using ConvosoConnect.Sdk;
using Microsoft.Extensions.DependencyInjection;

/// <summary>
/// The code that README.md shows: the using lines above, and what stands between the two marks, letter by letter. It is in no namespace, so that it sees nothing that an app does
/// not.
/// </summary>
internal static class ReadmeExample
{
    public static async Task<ConnectResult> RunAsync(string url)
    {
        // README begins.
        var services = new ServiceCollection();
        services.AddConvosoConnect(o =>
        {
            o.AllowHttp = true; // without this, https only
            o.AllowedNetworks = ["127.0.0.0/8"]; // without this, public addresses only
        });
        await using var provider = services.BuildServiceProvider();

        var adaptor = await provider.GetRequiredService<IAdaptorStore>().SaveAsync(
            new Adaptor { Name = "Contact", Fields = [new FieldMapping { Field = "phone_number", MappedTo = "phone_1,phone_2" }] });
        await provider.GetRequiredService<IEndpointStore>().SaveAsync(
            new ConnectEndpoint { Id = "crm", Name = "CRM", ApiUrl = url, PostDataType = PostDataTypes.Json, ResponseKey = "id", AdaptorId = adaptor.Id });

        var lead = new LeadRecord { Id = "4711", Lead = new Dictionary<string, LeadValue> { ["phone_number"] = "7025550100" } };
        var result = await provider.GetRequiredService<IConvosoConnectClient>().SendAsync("crm", lead);
        // README ends.
        return result;
    }
}

using ConvosoConnect.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace Accounts;

/// <summary>A class of the app, which asks for the clients of its accounts by name.</summary>
internal sealed class CallCenter(
    [FromKeyedServices("acme")] IConvosoConnectClient acme,
    [FromKeyedServices("globex")] IConvosoConnectClient globex,
    [FromKeyedServices("initech")] IConvosoConnectClient initech)
{
    private static readonly LeadRecord[] Leads =
    [
        new() { Id = "1", Lead = new Dictionary<string, LeadValue> { ["first_name"] = "Ann", ["phone_number"] = "7025550101" } },
        new() { Id = "2", Lead = new Dictionary<string, LeadValue> { ["first_name"] = "Bob", ["phone_number"] = "7025550102" } },
        new() { Id = "3", Lead = new Dictionary<string, LeadValue> { ["first_name"] = "Cid", ["phone_number"] = "7025550103" } },
    ];

    /// <summary>Sends each lead through the endpoint 'crm' of each account, which is another endpoint for each.</summary>
    public async Task SendAsync(CancellationToken cancellationToken = default)
    {
        foreach (IConvosoConnectClient client in new[] { acme, globex, initech })
        {
            await SendAsync(client, cancellationToken);
        }
    }

    public static async Task SendAsync(IConvosoConnectClient client, CancellationToken cancellationToken = default)
    {
        foreach (LeadRecord lead in Leads)
        {
            await client.SendAsync("crm", lead, cancellationToken);
        }
    }
}

using System.Globalization;
using ConvosoConnect.Sdk;
using ConvosoConnect.Sdk.Integrators;
using Microsoft.Extensions.DependencyInjection;
using PingPost;

// Asks a buyer's boberdoo what it would pay for a lead, and sells the lead where the price is right. The buyer is played by a receiver on this machine.

const decimal LeastPrice = 5m;

await using Buyer buyer = await Buyer.StartAsync();
await using ConvosoConnectEngine engine = ConvosoConnectEngine.Create("ping-post", builder =>
{
    builder.Services.AddConvosoConnect(options =>
    {
        // For a receiver on this machine alone: a real one has https and a public address.
        options.AllowHttp = true;
        options.AllowedNetworks = ["127.0.0.0/8"];
    }).AddConvosoConnectIntegrators(Vendors.Boberdoo);
});
await Setup.SaveAsync(engine, buyer.Url);

LeadRecord[] leads =
[
    new() { Id = "1", Lead = new Dictionary<string, LeadValue> { ["first_name"] = "Ada", ["postal_code"] = "89501" } },
    new() { Id = "2", Lead = new Dictionary<string, LeadValue> { ["first_name"] = "Grace", ["postal_code"] = "10001" } },
];
foreach (LeadRecord lead in leads)
{
    Console.WriteLine($"{lead.Id}: {await SellAsync(engine.Client, lead) ?? "not sold"}");
}

return buyer.Sold.SequenceEqual(["26635001 Ada"]) ? 0 : 1;

// A ping and a post are two sends. The id that the ping's response has is captured, and given to the post as a further value.
static async Task<string?> SellAsync(IConvosoConnectClient client, LeadRecord lead)
{
    ConnectResult ping = await client.SendAsync("ping", lead);
    if (!ping.Succeeded || !decimal.TryParse(ping.Captures.GetValueOrDefault("price"), CultureInfo.InvariantCulture, out decimal price) || price < LeastPrice)
    {
        return null;
    }

    var values = new Dictionary<string, LeadValue> { ["ping_id"] = ping.Captures["lead_id"] };
    ConnectResult post = await client.SendAsync("post", lead, new SendOptions { Values = values });
    return post.Succeeded ? $"sold for {ping.Captures["price"]} as {post.Value}" : post.Error.ToString();
}

using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PingPost;

/// <summary>The other side, on a free port of this machine: it bids for leads of Nevada, and takes a post only with the id of a ping that it has bid for.</summary>
internal sealed class Buyer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _pings = new();
    private readonly ConcurrentQueue<string> _sold = new();
    private int _lastId = 26_635_000;

    private Buyer(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.Single()}/new_api/api.php";

    /// <summary>The leads that it bought, each with the id of its ping.</summary>
    public IEnumerable<string> Sold => _sold;

    public static async Task<Buyer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var buyer = new Buyer(builder.Build());
        buyer._app.Run(buyer.RespondAsync);
        await buyer._app.StartAsync();
        return buyer;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task RespondAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync();
        string zip = form["Zip"].ToString();
        string response = (form["Mode"].ToString(), form["Lead_ID"].ToString()) switch
        {
            ("ping", _) when zip.StartsWith("89", StringComparison.Ordinal) => Bid(zip),
            ("ping", _) => "<status>Unmatched</status>",
            ("post", { } id) when _pings.TryRemove(id, out string? known) && known == zip => Buy(id, form["First_Name"].ToString()),
            _ => "<status>Error</status><error>Lead_ID is not that of a ping</error>",
        };
        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync($"<response>{response}</response>");
    }

    private string Bid(string zip)
    {
        string id = $"{Interlocked.Increment(ref _lastId)}";
        _pings[id] = zip;
        return $"<status>Matched</status><lead_id>{id}</lead_id><price>6.66</price>";
    }

    private string Buy(string id, string name)
    {
        _sold.Enqueue($"{id} {name}");
        return $"<status>Matched</status><lead_id>{id}</lead_id>";
    }
}

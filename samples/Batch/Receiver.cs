using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Batch;

/// <summary>
/// The other side, on a free port of this machine. It drops a request whose idempotency key it has seen before and gives the same response again, as such receivers do; and it
/// counts how often it took each lead.
/// </summary>
internal sealed class Receiver : IAsyncDisposable
{
    public const string KeyHeader = "Idempotency-Key";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, byte> _keys = new();
    private readonly ConcurrentDictionary<string, int> _taken = new();
    private int _dropped;

    private Receiver(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.Single()}/leads";

    /// <summary>How many leads it has.</summary>
    public int Leads => _taken.Count;

    /// <summary>How many leads it took more than once.</summary>
    public int Doubles => _taken.Count(lead => lead.Value > 1);

    /// <summary>How many requests it dropped, because it knew their key.</summary>
    public int Dropped => _dropped;

    public static async Task<Receiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.RespondAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task RespondAsync(HttpContext context)
    {
        using JsonDocument lead = await JsonDocument.ParseAsync(context.Request.Body);
        string id = lead.RootElement.GetProperty("id").GetString()!;
        if (_keys.TryAdd(context.Request.Headers[KeyHeader].ToString(), 0))
        {
            _taken.AddOrUpdate(id, 1, (_, count) => count + 1);
        }
        else
        {
            Interlocked.Increment(ref _dropped);
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"id":"crm-{{id}}"}""");
    }
}

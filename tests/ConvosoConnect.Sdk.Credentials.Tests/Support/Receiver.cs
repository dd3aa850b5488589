using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ConvosoConnect.Sdk.Credentials.Tests.Support;

/// <summary>A real Kestrel on 127.0.0.1 that keeps what it got and answers as the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Seen> _seen;

    private Receiver(WebApplication app, ConcurrentQueue<Seen> seen) => (_app, _seen) = (app, seen);

    public string Url => _app.Urls.Single();

    public Seen[] All => [.. _seen];

    public Seen Last => All[^1];

    public static async Task<Receiver> StartAsync(Func<HttpContext, Seen, Task>? answer = null, Action<ListenOptions>? listen = null)
    {
        var seen = new ConcurrentQueue<Seen>();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, options => listen?.Invoke(options)));
        WebApplication app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var one = new Seen(
                context.Request.Path + context.Request.QueryString.Value,
                context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.ToArray(),
                context.Connection.ClientCertificate?.Subject);
            seen.Enqueue(one);
            await (answer ?? OkAsync)(context, one);
        });
        await app.StartAsync();
        return new Receiver(app, seen);
    }

    public static Task OkAsync(HttpContext context, Seen seen) => JsonAsync(context, 200, """{"ok":1}""");

    public static async Task JsonAsync(HttpContext context, int status, string body, string type = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body);
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }
}

/// <summary>A request as it came.</summary>
internal sealed record Seen(string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body, string? Certificate)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

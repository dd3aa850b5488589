using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>A real Kestrel on 127.0.0.1, or another loopback address, that keeps what it received and answers as the test says.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app) => _app = app;

    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    public string Url => _app.Urls.Single();

    public SeenRequest Single => Requests.Single();

    public static Task<LoopbackServer> AnswerAsync(string body, string contentType = "application/json", int status = 200) =>
        StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            if (contentType.Length > 0)
            {
                context.Response.ContentType = contentType;
            }

            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
        });

    public static async Task<LoopbackServer> StartAsync(RequestDelegate answer, Action<ListenOptions>? listen = null, IPEndPoint? at = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(at ?? new IPEndPoint(IPAddress.Loopback, 0), options => listen?.Invoke(options));
        });
        WebApplication app = builder.Build();
        var server = new LoopbackServer(app);
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            server.Requests.Enqueue(new SeenRequest(
                context.Request.Method,
                context.Features.Get<IHttpRequestFeature>()!.RawTarget,
                context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body.ToArray()));
            await answer(context);
        });
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }
}

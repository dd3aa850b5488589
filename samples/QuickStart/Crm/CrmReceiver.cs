using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace QuickStart.Crm;

/// <summary>The other side: a small CRM on a free port of this machine, which keeps what it received.</summary>
internal sealed class CrmReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CrmReceiver(WebApplication app) => _app = app;

    /// <summary>The address it listens at, such as <c>http://127.0.0.1:40123</c>.</summary>
    public string Url => _app.Urls.Single();

    /// <summary>Signalled by Ctrl+C.</summary>
    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    public ConcurrentQueue<CrmRequest> Requests { get; } = new();

    /// <summary>Starts it.</summary>
    /// <param name="keys">The credential that each path asks for.</param>
    public static async Task<CrmReceiver> StartAsync(IConfigurationSection keys)
    {
        // An empty builder: neither environment variables nor an appsettings.json in the current folder change where it listens.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var receiver = new CrmReceiver(app);
        var desk = new CrmDesk();
        app.Run(async context =>
        {
            CrmRequest request = await CrmRequest.ReadAsync(context);
            receiver.Requests.Enqueue(request);
            CrmResponse answer = desk.Answer(request, keys[request.Path]);
            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.ContentType;
            await context.Response.WriteAsync(answer.Body);
        });
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

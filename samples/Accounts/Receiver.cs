using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Accounts;

/// <summary>The other side of all accounts, on a free port of this machine: each account has its own path, and a number that counts its contacts.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _contacts = new();
    private int _refusals = 1;

    private Receiver(WebApplication app) => _app = app;

    public static async Task<Receiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.RespondAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public string UrlOf(string account) => $"{_app.Urls.Single()}/{account}";

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task RespondAsync(HttpContext context)
    {
        string account = context.Request.Path.Value!.Trim('/');

        // Globex is busy once, so that its delivery rules have something to do.
        if (account == "globex" && Interlocked.Exchange(ref _refusals, 0) == 1)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }

        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"id":"{{account}}-{{_contacts.AddOrUpdate(account, 1, (_, count) => count + 1)}}"}""");
    }
}

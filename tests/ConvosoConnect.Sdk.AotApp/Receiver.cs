using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ConvosoConnect.Sdk.AotApp;

/// <summary>The other side, on a free port of this machine.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private string _key = "";

    private Receiver(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>The body of the last request.</summary>
    public string? Body { get; private set; }

    /// <summary>The token of the last request that had one, and the beginning of its signature.</summary>
    public string? Credentials { get; private set; }

    public static async Task<Receiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.AnswerAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        Body = await reader.ReadToEndAsync(context.RequestAborted);

        if (context.Request.Path == "/token")
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{"access_token":"aot-token","token_type":"Bearer","expires_in":600}""", context.RequestAborted);
            return;
        }

        if (context.Request.Headers.Authorization is [{ } token])
        {
            Credentials = $"{token} {context.Request.Headers["webhook-signature"].ToString().Split(',')[0]}";
        }

        // A key that is new is answered as a busy receiver does: only the same key once more is served.
        string key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key != _key)
        {
            _key = key;
            if (key.Length > 0)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "0";
                return;
            }
        }

        (string type, string answer) = context.Request.Path.Value switch
        {
            "/xml" => ("text/xml", """<?xml version="1.0"?><r:answer xmlns:r="urn:x"><r:lead id="X-1&amp;2"><![CDATA[<kept>]]></r:lead></r:answer>"""),
            "/crm/v3/objects/contacts" => ("application/json", """{"id":"901","properties":{},"archived":false}"""),
            "/text" => ("text/plain", "ok,T-1"),
            _ => ("application/json", """{"lead":{"id":"J-1"}}"""),
        };
        context.Response.ContentType = type;
        await context.Response.WriteAsync(answer, context.RequestAborted);
    }
}

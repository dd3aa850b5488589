using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>One loopback server for all tests of a class: each test gets an address of its own that answers as the test says.</summary>
public sealed class Receivers : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = new(StringComparer.Ordinal);
    private LoopbackServer? _server;
    private int _last;

    private LoopbackServer Server => _server ?? throw new InvalidOperationException("The server is not started.");

    public async ValueTask InitializeAsync() =>
        _server = await LoopbackServer.StartAsync(context => _answers[context.Request.Path.Value!.Split('/')[1]](context));

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    internal string Answer(string body, string contentType = "application/json", int status = 200, params (string Name, string Value)[] headers) =>
        Answer(Encoding.UTF8.GetBytes(body), contentType, status, headers);

    internal string Answer(byte[] body, string contentType, int status = 200, params (string Name, string Value)[] headers) => Answer(async context =>
    {
        context.Response.StatusCode = status;
        if (contentType.Length > 0)
        {
            context.Response.ContentType = contentType;
        }

        foreach ((string name, string value) in headers)
        {
            context.Response.Headers.Append(name, value);
        }

        if (body.Length > 0)
        {
            await context.Response.Body.WriteAsync(body);
        }
    });

    internal string Answer(RequestDelegate answer)
    {
        string name = $"r{Interlocked.Increment(ref _last)}";
        _answers[name] = answer;
        return $"{Server.Url}/{name}";
    }

    internal IReadOnlyList<SeenRequest> Seen(string url)
    {
        string path = new Uri(url).AbsolutePath;
        return [.. Server.Requests.Where(r => r.Target.Split('?')[0] == path || r.Target.StartsWith(path + "/", StringComparison.Ordinal))];
    }

    /// <summary>Sends a lead through the usual endpoint, varied.</summary>
    internal static async Task<(ConnectResult Result, ConnectLogEntry Entry)> SendAsync(
        string url, Func<ConnectEndpoint, ConnectEndpoint>? vary = null, Action<ConvosoConnectBuilder>? build = null, Action<ConvosoConnectOptions>? configure = null)
    {
        await using var engine = new Engine(configure, build);
        ConnectEndpoint endpoint = Engine.Endpoint(url);
        return await engine.SendAsync(vary is null ? endpoint : vary(endpoint));
    }
}

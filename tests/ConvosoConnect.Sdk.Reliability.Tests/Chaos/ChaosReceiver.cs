using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ConvosoConnect.Sdk.Reliability.Tests.Chaos;

/// <summary>A Kestrel on 127.0.0.1 that does to each lead what the plan says and counts how often it came.</summary>
internal sealed class ChaosReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly int[] _seen;

    private ChaosReceiver(WebApplication app, int[] seen) => (_app, _seen) = (app, seen);

    public string Url => _app.Urls.Single();

    /// <summary>How often the lead of this number came.</summary>
    public int Seen(int number) => Volatile.Read(ref _seen[number]);

    public static async Task<ChaosReceiver> StartAsync(int leads)
    {
        int[] seen = new int[leads];
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            string body = await reader.ReadToEndAsync();
            int number = int.Parse(body.Split('"')[3], CultureInfo.InvariantCulture);
            Interlocked.Increment(ref seen[number]);
            await AnswerAsync(context, ChaosPlan.FaultOf(number), number);
        });
        await app.StartAsync();
        return new ChaosReceiver(app, seen);
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context, ChaosFault fault, int number)
    {
        HttpResponse response = context.Response;
        switch (fault)
        {
            case ChaosFault.Hang:
                try
                {
                    await Task.Delay(Timeout.Infinite, context.RequestAborted);
                }
                catch (OperationCanceledException)
                {
                    // The client gave up, as it should.
                }

                return;
            case ChaosFault.ResetBeforeHeaders:
                context.Abort();
                return;
            case ChaosFault.ResetInBody:
                response.ContentLength = 1000;
                await response.Body.WriteAsync("{\"ok\":"u8.ToArray());
                await response.Body.FlushAsync();
                context.Abort();
                return;
            case ChaosFault.Status500:
                response.StatusCode = 500;
                break;
            case ChaosFault.Status429:
                response.StatusCode = 429;
                break;
        }

        string body = fault switch
        {
            ChaosFault.Html => "<html><title>Sign in</title></html>",
            ChaosFault.KeyMissing => "{\"status\":1}",
            ChaosFault.Rejection => "{\"ok\":false}",
            _ => $"{{\"ok\":\"taken {number.ToString(CultureInfo.InvariantCulture)}\"}}",
        };
        await response.Body.WriteAsync(Encoding.ASCII.GetBytes(body));
    }
}

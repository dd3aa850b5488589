using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConvosoConnect.Sdk.Load;

/// <summary>A receiver that reads each body to its end and accepts it. Lives until its standard input ends, so it cannot outlive the program that started it.</summary>
internal static class Receiver
{
    private static readonly byte[] Answer = """{"success":true,"id":"512","status":"accepted"}"""u8.ToArray();

    public static async Task RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using WebApplication app = builder.Build();
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            if (context.Request.Path.StartsWithSegments("/intake/noise"))
            {
                context.Response.ContentType = "text/plain";
                await context.Response.WriteAsync(Convert.ToHexString(RandomNumberGenerator.GetBytes(32 * 1024)), context.RequestAborted);
                return;
            }

            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Answer.Length;
            await context.Response.Body.WriteAsync(Answer, context.RequestAborted);
        });
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }
}

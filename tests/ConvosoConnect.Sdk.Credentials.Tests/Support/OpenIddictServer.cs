using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using OpenIddict.Validation.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace ConvosoConnect.Sdk.Credentials.Tests.Support;

/// <summary>A real OpenID Connect server on 127.0.0.1, with a receiver of leads beside it that checks its tokens.</summary>
internal sealed class OpenIddictServer : IAsyncDisposable
{
    public const string ClientId = "convoso-connect";
    public const string ClientSecret = "s3cret/of+the=client";

    private readonly WebApplication _app;
    private int _tokenRequests;

    private OpenIddictServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    public string TokenUrl => Url + "/connect/token";

    public int TokenRequests => Volatile.Read(ref _tokenRequests);

    /// <summary>What the receiver saw: the subject of each token that passed the check.</summary>
    public string? LastSubject { get; private set; }

    public static async Task<OpenIddictServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        OpenIddictServer server = null!;
        builder.Services.AddOpenIddict()
            .AddServer(options =>
            {
                options.SetTokenEndpointUris("/connect/token").AllowClientCredentialsFlow().AllowRefreshTokenFlow();
                options.AddEphemeralEncryptionKey().AddEphemeralSigningKey().DisableAccessTokenEncryption().EnableDegradedMode();
                options.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
                {
                    if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
                    {
                        context.Reject(Errors.InvalidClient, "The client is not known.");
                    }

                    return default;
                }));
                options.UseAspNetCore().DisableTransportSecurityRequirement().EnableTokenEndpointPassthrough();
            })
            .AddValidation(options =>
            {
                options.UseLocalServer();
                options.UseAspNetCore();
            });
        builder.Services.AddAuthentication(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme);
        builder.Services.AddAuthorization();
        WebApplication app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPost("/connect/token", context => server.IssueAsync(context));
        app.MapPost("/leads", async context =>
        {
            server.LastSubject = context.User.FindFirst(Claims.Subject)?.Value;
            await Receiver.JsonAsync(context, 200, """{"ok":1}""");
        }).RequireAuthorization();
        server = new OpenIddictServer(app);
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }

    private Task IssueAsync(HttpContext context)
    {
        Interlocked.Increment(ref _tokenRequests);
        OpenIddictRequest request = context.GetOpenIddictServerRequest()!;
        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, $"{request.ClientId} by {request.GrantType}").SetScopes([.. request.GetScopes(), Scopes.OfflineAccess]);
        return context.SignInAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, new ClaimsPrincipal(identity));
    }
}

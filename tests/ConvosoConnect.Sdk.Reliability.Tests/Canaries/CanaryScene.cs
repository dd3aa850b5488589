using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ConvosoConnect.Sdk.Reliability.Tests.Canaries;

/// <summary>A send whose configuration holds every canary, and what goes wrong with it.</summary>
/// <param name="Name">What goes wrong; also the path that the receiver is asked for.</param>
/// <param name="Vary">What differs in the endpoint.</param>
/// <param name="Build">What differs in the engine.</param>
internal sealed record CanaryScene(string Name, Func<ConnectEndpoint, ConnectEndpoint>? Vary = null, Action<ConvosoConnectBuilder>? Build = null)
{
    public static IReadOnlyList<CanaryScene> All { get; } =
    [
        new("rejects"),
        new("rejects", e => e with { ResponseDataType = "XML" }),
        new("rejects", e => e with { ResponseDataType = "TEXT", SuccessValues = ["yes"] }),
        new("rejects", e => e with { RequestMethod = RequestMethod.Get }),
        new("succeeds"),
        new("misses", e => e with { ResponseKey = "status" }),
        new("html"),
        new("challenges"),
        new("redirects"),
        new("breaks"),
        new("breaks-within"),
        new("breaks-within", e => e with { ResponseDataType = "TEXT", ResponseKey = "" }),
        new("fails", e => e with { ResponseDataType = "TEXT", ResponseKey = "" }, CutAt(LengthUpToACut)),
        new("fails", Build: CutAt(LengthUpToACut)),
        new("succeeds", Build: CutAt(9_999)),
        new("rejects") { HandlerReplaces = true },
        new("succeeds", e => e with { PostDataType = "Throws" }),
        new("succeeds", e => e with { ResponseDataType = "Throws" }),
        new("html", e => e with { ResponseDataType = "Throws" }),
        new("succeeds") { TemplateThrows = true },
        new("succeeds", Build: b => b.Services.Replace(ServiceDescriptor.Singleton<IAdaptorResolver>(new ThrowingResolver()))),
        new("succeeds", Build: b => b.Services.Replace(ServiceDescriptor.Singleton<IConnectLogStore>(new ThrowingLog()))),
        new("succeeds", Build: b => b.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new ThrowingHandler()))),
    ];

    /// <summary>Whether the integrator template throws.</summary>
    public bool TemplateThrows { get; init; }

    /// <summary>Whether the app's handler sends another request in place of the engine's.</summary>
    public bool HandlerReplaces { get; init; }

    private static string BrokenOff => $"{Forms.EverythingInBodies} {Canary.HandlerHeader.Secret[..10]}";

    private static int LengthUpToACut => Encoding.UTF8.GetByteCount(BrokenOff);

    public static LeadRecord Lead { get; } = new() { Id = "4711", Lead = new Dictionary<string, LeadValue> { ["email"] = "ann@example.com" } };

    public static Adaptor Adaptor { get; } = new()
    {
        Id = "map",
        Name = "Map",
        Fields =
        [
            new FieldMapping { Field = "email", MappedTo = "email" },
            new FieldMapping { Section = LeadSection.Extra, Field = "none", MappedTo = "account_password", DefaultValue = Canary.Body.Secret },
            new FieldMapping { Section = LeadSection.Extra, Field = "none", MappedTo = "session_token", DefaultValue = Canary.UrlToken.Secret },
        ],
    };

    public override string ToString() => $"scene {All.ToList().IndexOf(this) + 1}, {Name}";

    public ConnectEndpoint Endpoint(string url)
    {
        string basic = Convert.ToBase64String(Encoding.ASCII.GetBytes($"user:{Canary.Basic.Secret}"));
        var endpoint = new ConnectEndpoint
        {
            Id = "crm",
            Name = "CRM",
            ApiUrl = $"{url}/{Name}/{{session_token}}/leads?s={{session_token}}&token={Uri.EscapeDataString(Canary.UrlQuery.Secret)}",
            ApiAuthentication = $"api_key={Uri.EscapeDataString(Canary.ApiAuthentication.Secret)}",
            AuthorizationHeader = $"Authorization: Bearer {Canary.Bearer.Secret}|X-Proxy-Authorization: Basic {basic}|x-api-key: {Canary.ApiKeyHeader.Secret}"
                + $"|X-Old-Auth: OAuth realm=\"crm\", oauth_token=\"{Canary.OAuth.Secret}\"|Cookie: theme=dark; sid={Canary.Cookie.Secret}",
            PostDataType = "JSON",
            ResponseKey = "ok",
            ApiIntegrator = "Partner",
            AdaptorId = "map",
        };
        return Vary?.Invoke(endpoint) ?? endpoint;
    }

    /// <summary>Adds the engine with the parts that scenes use.</summary>
    public ConvosoConnectBuilder AddTo(IServiceCollection services)
    {
        ConvosoConnectBuilder builder = services.AddConvosoConnect(options => (options.AllowHttp, options.AllowedNetworks) = (true, ["127.0.0.0/8"]));
        var throwing = new ThrowingPart();
        builder.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new AddingHandler(HandlerReplaces)));
        services.AddSingleton<IBodyEncoder>(throwing).AddSingleton<IResponseParser>(throwing).AddSingleton<IIntegratorTemplate>(new PartnerTemplate(TemplateThrows));
        return builder;
    }

    private static Action<ConvosoConnectBuilder> CutAt(int bytes) =>
        builder => builder.Services.Configure<ConvosoConnectOptions>(options => options.MaxResponseBytes = bytes);

    /// <summary>A receiver that repeats all secrets in all forms, in the way that the path asks for.</summary>
    public static Task<LoopbackServer> StartReceiverAsync() => LoopbackServer.StartAsync(async context =>
    {
        string all = Forms.EverythingInHeaders;
        string inBody = Forms.EverythingInBodies;
        string json = System.Text.Json.JsonSerializer.Serialize(inBody);
        HttpResponse response = context.Response;
        string body = "";
        switch (context.Request.Path.Value!.Split('/')[1])
        {
            case "succeeds":
                body = $$"""{"ok":"yes","echo":{{json}}}""";
                break;
            case "rejects":
                body = $$"""{"ok":false,"message":{{json}}}""";
                break;
            case "misses":
                body = $$"""{ {{json}}:{{json}},"statu_":{{json}} }""";
                break;
            case "html":
                body = $"<html><title>{inBody}</title><p>{inBody}</p></html>";
                break;
            case "challenges":
                response.StatusCode = 401;
                response.Headers.WWWAuthenticate = $"Bearer error=\"{all}\"";
                response.Headers.RetryAfter = all;
                response.ContentType = "text/" + Canary.Bearer.Secret;
                context.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = all;
                body = inBody;
                break;
            case "fails":
                response.StatusCode = 500;
                body = $"{BrokenOff}{Canary.HandlerHeader.Secret[10..]} and so on";
                break;
            case "redirects":
                response.StatusCode = 302;
                response.Headers.Location = $"https://other.example/{all.Replace(' ', '/')}?{context.Request.QueryString}";
                break;
            case ("breaks" or "breaks-within") and var name:
                response.ContentLength = 1_000_000;
                await response.Body.WriteAsync(Encoding.UTF8.GetBytes(name == "breaks" ? inBody : BrokenOff));
                await response.Body.FlushAsync();
                context.Abort();
                return;
        }

        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    });
}

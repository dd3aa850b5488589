using System.Net;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Sending.Credentials;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Credentials;

/// <summary>What the core does with credentials, whoever defines them. Those of the package are tested with it.</summary>
public sealed class EndpointCredentialTests
{
    [Fact]
    public async Task Name_WhereTheAppDefinesNone_IsRefusedInCodeAndConfiguration()
    {
        await using var engine = new Engine();
        var refused = await Assert.ThrowsAsync<ConnectValidationException>(() => engine.SaveAsync(Engine.Endpoint("https://crm.example/") with { Credential = "token" }));
        await using var settings = new Settings("""{"Endpoints":{"crm":{"ApiUrl":"https://x.example","AdaptorId":"map","Credential":"token"}}}""");
        var unread = await Assert.ThrowsAsync<OptionsValidationException>(async () => await settings.Endpoints.GetAsync("crm", Engine.Token));

        const string sentence = "'token' is not known: the app defines no credentials. Define it in the app, or leave the field empty.";
        Assert.Equal(sentence, refused.Problems.Single().Message);
        Assert.Contains(sentence, unread.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_ThatNobodyCanStore_IsRefused()
    {
        var validator = new EndpointValidator(allowHttp: false, ["JSON"], ["JSON"], []);
        ConnectEndpoint endpoint = Engine.Endpoint("https://crm.example/");

        Assert.All(
            new[] { "a\nb", "a\ud800", new string('a', 201) },
            text => Assert.Contains(validator.Validate(endpoint with { Credential = text }), p => p.Field == "Credential" && !p.IsWarning));
        Assert.DoesNotContain(validator.Validate(endpoint with { Credential = new string('a', 200) }), p => p.Field == "Credential");
    }

    [Fact]
    public async Task Definitions_OfOneName_AreRefusedAtTheStart()
    {
        await using var engine = new Engine(build: b => b.AddCredentials(_ => [new Stamp("one"), new Stamp("ONE")]));

        var refused = Assert.Throws<InvalidOperationException>(() => engine.Services.GetRequiredService<IStartupValidator>().Validate());

        Assert.StartsWith("Two of the credentials are named 'ONE'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WithSeveral_HasThemInTheOrderOfTheirNamesAfterTheHandlersOfTheApp()
    {
        string? seen = null;
        await using var engine = new Engine(build: b =>
        {
            StubHandler.Under(request => Answer(HttpStatusCode.OK, seen = string.Join(' ', request.Headers.GetValues("X-Way"))))(b);
            b.ConfigureHttpClient(http => http.AddHttpMessageHandler(() => new Early()));
            b.AddCredentials(_ => [new Stamp("one"), new Stamp("two")]);
        });

        var sent = await engine.SendAsync(Engine.Endpoint("https://crm.example/") with { Credential = " Two, one," });

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.Equal("app one two", seen);
    }

    [Fact]
    public async Task Send_AnsweredWith401_IsRepeatedOnceWhereTheCredentialHasSomethingNew()
    {
        int calls = 0;
        await using var engine = new Engine(build: b =>
        {
            StubHandler.Under(_ => Answer(Interlocked.Increment(ref calls) < 4 ? HttpStatusCode.Unauthorized : HttpStatusCode.OK))(b);
            b.AddCredentials(_ => [new Stamp("old"), new Stamp("fresh") { IsRenewed = true }]);
        });

        var once = await engine.SendAsync(Engine.Endpoint("https://crm.example/") with { Credential = "old" });
        Assert.Equal((401, 1), (once.Result.StatusCode, calls));
        var twice = await engine.SendAsync(Engine.Endpoint("https://crm.example/") with { Credential = "fresh" });
        Assert.Equal((401, 3), (twice.Result.StatusCode, calls));
        var again = await engine.SendAsync();
        Assert.Equal((true, 4), (again.Result.Succeeded, calls));
    }

    [Fact]
    public async Task Send_WhoseCredentialNeedsTheEnginesHandler_FailsWhereTheAppReplacedIt()
    {
        await using var engine = new Engine(build: b =>
        {
            StubHandler.Under(_ => Answer(HttpStatusCode.OK))(b);
            b.AddCredentials(_ => [new Stamp("bound", new() { ConfigureHandler = _ => { } })]);
        });

        var sent = await engine.SendAsync(Engine.Endpoint("https://crm.example/") with { Credential = "bound" });

        Assert.Equal(ConnectErrorKind.CredentialFailed, sent.Result.Error?.Kind);
        Assert.StartsWith(
            "The credential 'bound' needs the engine's own SocketsHttpHandler, and this app replaced it with ConvosoConnect.Sdk.Tests.Support.StubHandler.",
            sent.Result.Error!.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_OfAnEndpointWithoutCredentials_IsAsBefore()
    {
        await using var plain = new Engine();
        await using var other = new Engine(build: b => b.AddCredentials(_ => [new Stamp("one")]));
        await plain.SaveAsync(Engine.Endpoint("https://crm.example/"));
        await other.SaveAsync(Engine.Endpoint("https://crm.example/"));

        Assert.Equal(
            (await plain.Client.PreviewAsync("crm", Engine.Lead, Engine.Token)).Request,
            (await other.Client.PreviewAsync("crm", Engine.Lead, Engine.Token)).Request);
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string _ = "") => new(status) { Content = new StringContent("""{"ok":1}""") };

    /// <summary>Adds its name to a header.</summary>
    private sealed class Stamp(string name, CredentialContract? contract = null) : IEndpointCredential
    {
        public string Name => name;

        public bool IsRenewed { get; init; }

        public CredentialContract Contract { get; } = contract ?? new();

        public ValueTask AddAsync(CredentialRequest request, CancellationToken cancellationToken)
        {
            request.Message.Headers.Add("X-Way", name);
            return default;
        }

        public ValueTask<bool> RenewAsync(CredentialRequest request, CancellationToken cancellationToken) => new(IsRenewed);
    }

    private sealed class Early : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("X-Way", "app");
            return base.SendAsync(request, cancellationToken);
        }
    }
}

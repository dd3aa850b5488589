using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

/// <summary>A part of the app that throws makes a result and one log entry, never an exception.</summary>
public sealed class ThrowingPartsTests(Receivers receivers) : IClassFixture<Receivers>
{
    private const string Secret = "s3cret-token";

    [Theory]
    [InlineData("encoder", "body encoder", false)]
    [InlineData("shape", "integrator template", false)]
    [InlineData("read", "integrator template", true)]
    [InlineData("parser", "response parser", true)]
    [InlineData("handler", "HTTP handler", true)]
    [InlineData("null encoder", "body encoder", false)]
    [InlineData("null payload", "integrator template", false)]
    public async Task SendAsync_PartThrows_IsAppFailedWithOneEntry(string part, string named, bool hasRequest)
    {
        Exception Boom() => new NotSupportedException($"boom {Secret}");
        var scripted = new Scripted
        {
            OnEncode = (_, _) => throw Boom(),
            OnShape = request =>
            {
                if (part == "shape")
                {
                    throw Boom();
                }

                request.BodyEncoder = part == "null encoder" ? null! : request.BodyEncoder;
                request.Payload = part == "null payload" ? null! : request.Payload;
            },
            OnRead = _ => part == "read" ? throw Boom() : null,
            OnParse = _ => throw Boom(),
        };
        await using var engine = new Engine(build: b =>
        {
            b.Services.AddSingleton<IBodyEncoder>(scripted).AddSingleton<IIntegratorTemplate>(scripted).AddSingleton<IResponseParser>(scripted);
            if (part == "handler")
            {
                b.ConfigureHttpClient(client => client.AddHttpMessageHandler(() => new ThrowingHandler(Boom)));
            }
        });
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint(receivers.Answer("""{"ok":1}""")) with
        {
            ApiAuthentication = $"token={Secret}",
            PostDataType = part == "encoder" ? "Scripted" : "JSON",
            ResponseDataType = part == "parser" ? "Scripted" : "JSON",
            ApiIntegrator = part is "shape" or "read" or "null encoder" or "null payload" ? "Scripted" : null,
        });

        Assert.Equal(ConnectErrorKind.AppFailed, result.Error!.Kind);
        Assert.Contains(named, result.Error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, result.Error.Message, StringComparison.Ordinal);
        Assert.Null(result.Value);
        Assert.Equal(5, result.Diagnosis!.Steps.Count);
        Assert.Equal(hasRequest, entry.InputData is not null);
        Assert.Equal(ConnectErrorKind.AppFailed, entry.ErrorKind);
        Assert.Equal(result.Error.Message, entry.ErrorMessage);
        Assert.Equal(1, (await engine.Log.QueryAsync(new ConnectLogQuery(), Engine.Token)).Total);
    }

    [Theory]
    [InlineData("endpoints", "The endpoint store failed: InvalidOperationException: " + FailingStores.Reason)]
    [InlineData("adaptors", "The adaptor resolver failed: InvalidOperationException: " + FailingStores.Reason)]
    [InlineData("resolver", "The adaptor resolver failed: OperationCanceledException: " + FailingStores.Reason)]
    [InlineData("leads", "The lead source failed: InvalidOperationException: " + FailingStores.Reason)]
    public async Task SendAsync_StoreThrows_IsAppFailedWithOneEntry(string part, string sentence)
    {
        await using var engine = new Engine(build: b =>
        {
            _ = part switch
            {
                "endpoints" => b.UseEndpointStore<FailingStores>(),
                "adaptors" => b.UseAdaptorStore<FailingStores>(),
                "resolver" => b.UseAdaptorResolver<FailingStores>(),
                _ => b.UseLeadSource<FailingStores>(),
            };
            if (part != "endpoints")
            {
                UncheckedEndpoints.Use(Engine.Endpoint("https://localhost/"))(b);
            }
        });

        ConnectResult result = part == "leads"
            ? await engine.Client.TestAsync("crm", cancellationToken: Engine.Token)
            : await engine.Client.SendAsync("crm", Engine.Lead, Engine.Token);

        Assert.Equal(ConnectErrorKind.AppFailed, result.Error!.Kind);
        Assert.Equal(sentence, result.Error.Message);
        ConnectLogEntry entry = Assert.Single((await engine.Log.QueryAsync(new ConnectLogQuery(), Engine.Token)).Entries);
        Assert.Equal("crm", entry.EndpointId);
        Assert.Equal(part == "leads" ? "Test" : "Send", entry.Origin);
        ConnectPreview preview = await engine.Client.PreviewAsync("crm", Engine.Lead, Engine.Token);
        Assert.Equal(part == "leads" ? ConnectErrorKind.NoAdaptor : ConnectErrorKind.AppFailed, preview.Error!.Kind);
    }

    [Fact]
    public async Task SendAsync_FieldsOfTheLeadThrow_IsAppFailed()
    {
        var comparer = new ThrowingComparer();
        var fields = new Dictionary<string, LeadValue>(comparer) { ["email"] = "ann@example.com" };
        comparer.IsArmed = true;
        await using var engine = new Engine(build: b => b.UseLeads([new LeadRecord { Lead = fields }]));
        await engine.SaveAsync(Engine.Endpoint("https://localhost/"));

        ConnectResult result = await engine.Client.TestAsync("crm", cancellationToken: Engine.Token);

        Assert.Equal(ConnectErrorKind.AppFailed, result.Error!.Kind);
        Assert.Contains("The reading of the lead failed", result.Error.Message, StringComparison.Ordinal);
        Assert.All(result.Diagnosis!.Steps, step => Assert.Equal(DiagnosisVerdict.NotReached, step.Verdict));
    }

    [Fact]
    public async Task SendAsync_HandlerTakesTheUrlAway_StillMakesAResult()
    {
        await using var engine = new Engine(build: b => b.ConfigureHttpClient(client => client.AddHttpMessageHandler(() => new ForgetfulHandler())));
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint("https://crm.example.com/x"));

        Assert.Equal(ConnectErrorKind.HttpStatus, result.Error!.Kind);
        Assert.Equal("https://crm.example.com/x", entry.InputData!.Url);
        Assert.Contains("crm.example.com", result.Diagnosis!.Steps[0].Finding, StringComparison.Ordinal);
    }

    private sealed class ThrowingHandler(Func<Exception> make) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw make();
    }

    private sealed class ForgetfulHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = null;
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.BadGateway));
        }
    }

    private sealed class ThrowingComparer : IEqualityComparer<string>
    {
        public bool IsArmed { get; set; }

        public bool Equals(string? x, string? y) => x == y;

        public int GetHashCode(string obj) => IsArmed ? throw new NotSupportedException("armed") : 1;
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Endpoints;
using ConvosoConnect.Sdk.Redaction;
using ConvosoConnect.Sdk.Sending.Transport;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Redaction;

/// <summary>Which values are masked, and where.</summary>
public sealed class CredentialRuleTests
{
    private const string Token = "tok-Änot/9xyz+K";

    [Fact]
    public async Task SendAsync_WeakValues_DestroyNoIdAndAreMaskedWithTheirNames()
    {
        const string Echo = """{"ok":"yes","phone":"7025551001","note":"1001 of 1001","list_id":"1001","pin": 1234,"q":"list_id=1001&pin=1234"}""";
        await using var engine = new Engine(build: StubHandler.Under(_ => Answer(Echo)));
        ConnectEndpoint endpoint = Engine.Endpoint("http://crm.test/") with { Id = "crm", Name = "CRM 1001", ApiAuthentication = "list_id=1001&pin=1234" };
        var lead = Engine.Lead with { Id = "1001", Lead = new Dictionary<string, LeadValue> { ["phone_number"] = "7025551001", ["email"] = "1001@example.com" } };
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(endpoint, lead: lead);

        Assert.Equal("yes", result.Value);
        Assert.Equal(("crm", "CRM 1001", "1001", "7025551001", "Send"), (entry.EndpointId, entry.EndpointName, entry.LeadId, entry.PrimaryPhone, entry.Origin));
        Assert.Contains("1001@example.com", entry.InputData!.Body, StringComparison.Ordinal);
        Assert.Equal("http://crm.test/?list_id=***&pin=***", entry.InputData.Url);
        Assert.Equal("""{"ok":"yes","phone":"7025551001","note":"1001 of 1001","list_id":"***","pin": ***,"q":"list_id=***&pin=***"}""", entry.ResponseBody);
    }

    [Fact]
    public async Task SendAsync_IdsThatEqualAStrongCredential_StayWhole()
    {
        await using var engine = new Engine(build: StubHandler.Under(_ => Answer("""{"ok":"yes","id":"7025550142"}""")));
        ConnectEndpoint endpoint = Engine.Endpoint("http://crm.test/") with { ApiAuthentication = "token=7025550142" };
        var lead = Engine.Lead with { Id = "7025550142", Lead = new Dictionary<string, LeadValue> { ["phone_number"] = "7025550142" } };
        (_, ConnectLogEntry entry) = await engine.SendAsync(endpoint, lead: lead);

        Assert.Equal(("7025550142", "7025550142"), (entry.LeadId, entry.PrimaryPhone));
        Assert.Equal("""{"ok":"yes","id":"***"}""", entry.ResponseBody);
    }

    [Theory]
    [InlineData("api_key=12345678", "12345678")]
    [InlineData("rawcredential", "RAWCREDENTIAL")]
    [InlineData("list=0123456789abcdef", "0123456789ABCDEF")]
    [InlineData("token=first-part;second-part", "second-part")]
    [InlineData("token=first-part%3Bsecond-part", "first-part")]
    public async Task SendAsync_StrongValue_IsMaskedWhereverItOccurs(string authentication, string echo)
    {
        await using var engine = new Engine(build: StubHandler.Under(_ => Answer($$"""{"ok":false,"message":"no {{echo}}!"}""")));
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(
            Engine.Endpoint("http://crm.test/") with { ApiAuthentication = authentication, ResponseKey = "message", SuccessValues = ["yes"] });

        Assert.Equal($"no {echo}!", result.Value);
        Assert.Equal("no ***!", entry.Result);
        Assert.DoesNotContain(echo, $"{entry.ResponseBody} {result.Error} {JsonSerializer.Serialize(result.Diagnosis)}", StringComparison.Ordinal);
        Assert.Contains("no ***!", result.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("API_KEY=12345678", "CRM", "sends-12345678", "Id")]
    [InlineData("token=abcdEFGH", "The ABCDefgh one", "crm", "Name")]
    public void Validate_IdOrNameHoldsAStrongCredential_IsRefused(string authentication, string name, string id, string field)
    {
        var validator = new EndpointValidator(true, ["RAW", "JSON"], ["JSON"], []);
        ConnectEndpoint endpoint = Engine.Endpoint("http://crm.test/") with { Id = id, Name = name, ApiAuthentication = authentication };
        ValidationProblem problem = Assert.Single(validator.Validate(endpoint));
        Assert.Equal((field, false), (problem.Field, problem.IsWarning));
        Assert.Empty(validator.Validate(endpoint with { ApiAuthentication = "list_id=CRM&pin=crm" }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SendAsync_HandlerAddsCredentials_TheyAreMaskedEverywhere(bool anotherMessage)
    {
        await using var engine = new Engine(build: builder =>
        {
            HandlerOf.Added((next, request, _) =>
            {
                HttpRequestMessage given = request;
                request = anotherMessage ? new HttpRequestMessage(given.Method, given.RequestUri) : given;
                request.Headers.TryAddWithoutValidation("Authorization", "Bearer added-by-handler");
                request.RequestUri = new Uri(given.RequestUri + "?sig=signed-by-handler");
                HttpResponseMessage answer = Answer("""{"ok":false,"message":"added-by-handler ADDED-BY-HANDLER signed-by-handler"}""");
                answer.RequestMessage = request;
                return Task.FromResult(answer);
            })(builder);
        });
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint("http://crm.test/") with { ResponseKey = "message", SuccessValues = ["yes"] });

        Assert.Equal("*** *** ***", entry.Result);
        Assert.DoesNotContain(
            "by-handler", $"{entry} {JsonSerializer.Serialize(entry)} {result.Error} {JsonSerializer.Serialize(result.Diagnosis)}", StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Authorization", "Bearer added-by-handler")]
    [InlineData("X-Signature", "added-by-handler")]
    public async Task SendAsync_HandlerAddsASecondValueToAHeader_ItIsMaskedAlone(string name, string added)
    {
        await using var engine = new Engine(build: builder =>
        {
            HandlerOf.Added((next, request, _) =>
            {
                request.Headers.TryAddWithoutValidation(name, added);
                request.Headers.TryAddWithoutValidation(name, "another-by-handler");
                return next();
            })(builder);
            StubHandler.Under(_ => Answer("""{"ok":"yes","echo":"added-by-handler another-by-handler S3cr3t-key-9"}"""))(builder);
        });
        (_, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint("http://crm.test/") with { AuthorizationHeader = $"{name}: S3cr3t-key-9" });

        Assert.Equal("""{"ok":"yes","echo":"*** *** ***"}""", entry.ResponseBody);
        Assert.Equal("***", entry.InputData!.Headers.Single(h => h.Key == name).Value);
    }

    [Fact]
    public async Task SendAsync_ResponseIsCut_ItsEndIsMaskedFromFourCharactersOn()
    {
        string body = "";
        await using var engine = new Engine(options => options.MaxResponseBytes = 64, StubHandler.Under(_ => Answer(body)));
        ConnectEndpoint endpoint = Engine.Endpoint("http://crm.test/") with { ApiAuthentication = "token=S3cr3t-key-9" };
        foreach ((string end, string logged) in new[] { ("S3c", "S3c"), ("S3cr", "***"), ("s3CR3t-key", "***"), ("S3cr3t%2", "***"), ("533363723374", "***") })
        {
            body = new string('.', 64 - end.Length) + end + "..........";
            (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(endpoint);
            Assert.Equal(ConnectErrorKind.ResponseTooLarge, result.Error?.Kind);
            Assert.Equal(new string('.', 64 - end.Length) + logged, entry.ResponseBody);
        }

        body = "S3cr3t";
        Assert.Equal("S3cr3t", (await engine.SendAsync(endpoint)).Entry.ResponseBody);
    }

    [Fact]
    public async Task SendAsync_NameOfTheApp_IsMasked()
    {
        await using var engine = new Engine(options => options.CredentialNames = ["x-partner-id"], StubHandler.Under(_ => Answer("""{"ok":"yes","echo":"partner-4711-x"}""")));
        (_, ConnectLogEntry entry) = await engine.SendAsync(Engine.Endpoint("http://crm.test/") with { AuthorizationHeader = "X-Partner-Id: partner-4711-x" });
        Assert.Equal("""{"ok":"yes","echo":"***"}""", entry.ResponseBody);
        Assert.Contains(new("X-Partner-Id", "***"), entry.InputData!.Headers);
    }

    [Fact]
    public async Task PreviewAsync_ShortDefaultUnderTheNameOfACredential_IsMaskedInItsPlaces()
    {
        await using var engine = new Engine();
        var adaptor = Engine.Adaptor with { Fields = [new FieldMapping { Section = LeadSection.Extra, Field = "none", MappedTo = "password", DefaultValue = "pw7" }] };
        await engine.SaveAsync(Engine.Endpoint("http://crm.test/"), adaptor);
        ConnectPreview preview = await engine.Client.PreviewAsync("crm", Engine.Lead, TestContext.Current.CancellationToken);
        Assert.Equal("""{"password":"***"}""", preview.Request!.Body);
        Assert.Equal(("***", "***"), (preview.Rows[0].Value, preview.Rows[0].Mapping.DefaultValue));
    }

    [Fact]
    public async Task ReceiveAsync_ResolverQuotesCredentials_TheyAreMasked()
    {
        await using var engine = new Engine(build: builder => builder.UseAdaptorResolver<QuotingResolver>());
        await engine.Endpoints.SaveAsync(
            Engine.Endpoint("http://crm.test/") with { RequestMethod = RequestMethod.Get, ApiAuthentication = "token=S3cr3t-key-9" }, TestContext.Current.CancellationToken);
        ReceiveResult result = await engine.Client.ReceiveAsync("crm", new IncomingPayload(), TestContext.Current.CancellationToken);
        Assert.Contains("token=***", result.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Received chunk '73-6B-5F-31-32' is none.", "Received chunk '…' is none.")]
    [InlineData("Unable to translate bytes [E9][20] at index 0.", "Unable to translate bytes … at index 0.")]
    [InlineData("at 12-31-99 in [10]", "at 12-31-99 in [10]")]
    [InlineData("", "")]
    public void WithoutBytes_Message_LeavesOutBytesInHexadecimal(string message, string expected) => Assert.Equal(expected, ForeignMessage.WithoutBytes(message));

    [Fact]
    public void Mask_EchoesInOtherSpellings_AreFound()
    {
        var mask = new CredentialMask([Token]);
        byte[] utf8 = Encoding.UTF8.GetBytes(Token);
        string base64 = Convert.ToBase64String(utf8);
        string[] echoes =
        [
            Token.ToUpperInvariant(), Convert.ToHexString(utf8), Convert.ToHexStringLower(utf8), BitConverter.ToString(utf8), base64.TrimEnd('='),
            string.Concat(base64.Select((c, i) => i % 5 == 4 ? $"{c}\r\n  " : $"{c}")), string.Join('\0', Token.ToCharArray()),
            string.Concat(Token.Select(c => $"\\u{(int)c:x4}")), string.Concat(utf8.Select(b => $"%{b:X2}")), string.Concat(utf8.Select(b => $"%25{b:X2}")),
            Convert.ToHexString(Encoding.Unicode.GetBytes(Token)), Convert.ToBase64String(Encoding.Unicode.GetBytes(Token)).TrimEnd('='),
            string.Concat(Token.Select(c => $"&#{(int)c};")),
        ];
        Assert.All(echoes, echo => Assert.DoesNotMatch("[0-9A-Za-z]{4}", mask.Mask($"<{echo}>")!));
    }

    private static HttpResponseMessage Answer(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private sealed class QuotingResolver : IAdaptorResolver
    {
        public ValueTask<AdaptorResolution> ResolveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException($"No adaptor for {endpoint.ApiAuthentication}");
    }
}

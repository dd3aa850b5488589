using System.Text.Json;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

public sealed class AddedIntegratorTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Fact]
    public async Task SendAsync_TemplateShapesEverything_ArrivesAsShaped()
    {
        string url = receivers.Answer("""{"ok":1}""");
        var template = new Scripted
        {
            OnShape = request =>
            {
                request.ApiUrl = request.Endpoint.ApiUrl + "/v2/{email}?step=1";
                request.Payload = new Payload(request.Payload.Append(new PayloadField(new PayloadKey("source"), "convoso")));
                request.BodyEncoder = new XmlEncoder();
                request.AddHeader("X-Shaped", "yes");
                request.AddHeader("X-Both", "template");
            },
        };
        (ConnectResult result, var entry) = await SendAsync(
            url, template, e => e with { ApiAuthentication = "key=s3cret-key", AuthorizationHeader = "X-Both: endpoint" });

        Assert.True(result.Succeeded, result.ToString());
        SeenRequest seen = Assert.Single(receivers.Seen(url));
        Assert.Equal($"{new Uri(url).AbsolutePath}/v2/ann%40example.com?step=1&key=s3cret-key", seen.Target);
        Assert.Equal("yes", seen.Headers["X-Shaped"]);
        Assert.Equal("endpoint", seen.Headers["X-Both"]);
        Assert.Equal("application/xml", seen.Headers["Content-Type"]);
        Assert.EndsWith("<f name=\"source\">convoso</f></lead>", seen.Text, StringComparison.Ordinal);
        Assert.Equal($"{url}/v2/ann%40example.com?step=1&key=***", entry.InputData!.Url);
    }

    [Fact]
    public async Task SendAsync_TemplateRules_DecideEmptyValuesAndDelimiter()
    {
        string url = receivers.Answer("""{"ok":1}""");
        var template = new Scripted { Contract = new IntegratorContract { EmptyValues = EmptyValues.Omit, Delimiter = ";" } };
        await using var engine = new Engine(build: b => b.Services.AddSingleton<IIntegratorTemplate>(template));
        await engine.SendAsync(
            Engine.Endpoint(url) with { ApiIntegrator = "scripted" },
            Engine.Adaptor with
            {
                Fields = [new() { Field = "tags", MappedTo = "tags" }, new() { Field = "missing", MappedTo = "missing" }],
            });

        Assert.Equal("""{"tags":"a;b"}""", Assert.Single(receivers.Seen(url)).Text);
    }

    [Theory]
    [InlineData("refuse", "The lead s3cret-free is too old.")]
    [InlineData("header name", "'Scripted' set a header that cannot be sent")]
    [InlineData("header value", "line break")]
    [InlineData("host", "Host follows from the API URL")]
    [InlineData("scheme", "'Scripted' made a URL that cannot be used. The API URL begins with ftp")]
    [InlineData("null url", "The API URL is missing")]
    [InlineData("user", "user name or password")]
    [InlineData("token", "{nothing}")]
    public async Task SendAsync_TemplateCannotShape_IsRefusedBeforeItIsSent(string fault, string sentence)
    {
        string url = receivers.Answer("{}");
        var template = new Scripted { OnShape = request => Spoil(request, fault) };
        (ConnectResult result, var entry) = await SendAsync(url, template, e => e with { ApiAuthentication = "key=s3cret-key" });

        Assert.Equal(ConnectErrorKind.RequestInvalid, result.Error!.Kind);
        Assert.Contains(sentence, result.Error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret-key", result.Error.Message, StringComparison.Ordinal);
        Assert.Null(result.Value);
        Assert.Null(result.StatusCode);
        Assert.Equal(ConnectErrorKind.RequestInvalid, entry.ErrorKind);
        Assert.Null(entry.InputData);
        Assert.Equal(DiagnosisVerdict.Failed, result.Diagnosis!.Steps[4].Verdict);
        Assert.Empty(receivers.Seen(url));
    }

    [Theory]
    [InlineData(200, """{"id":"9"}""", "accept", "taken", null)]
    [InlineData(200, "", "accept", "taken", null)]
    [InlineData(200, """{"id":"9"}""", "key", "9", null)]
    [InlineData(200, "", "key", null, ConnectErrorKind.EmptyResponse)]
    [InlineData(200, """{"id":"9","ok":"no"}""", "none", "no", ConnectErrorKind.Rejected)]
    [InlineData(200, """{"id":"9"}""", "reject", "9", ConnectErrorKind.Rejected)]
    [InlineData(200, "<p>", "accept", null, ConnectErrorKind.ResponseUnreadable)]
    [InlineData(422, """{"id":"9"}""", "reject", "9", ConnectErrorKind.HttpStatus)]
    [InlineData(422, """{"id":"9"}""", "accept", """{"id":"9"}""", ConnectErrorKind.HttpStatus)]
    [InlineData(422, "<p>", "reject", null, ConnectErrorKind.HttpStatus)]
    public async Task SendAsync_TemplateReads_ItsWordComesFirst(int status, string body, string reading, string? value, ConnectErrorKind? kind)
    {
        var template = new Scripted
        {
            OnRead = response => reading switch
            {
                "accept" => IntegratorReading.Accepted("taken"),
                "key" => IntegratorReading.ByKey("id"),
                "reject" => IntegratorReading.Rejected(response.Find("id"), "The vendor refused the lead."),
                _ => null,
            },
        };
        (ConnectResult result, _) = await SendAsync(receivers.Answer(body, "", status), template, e => e with { ResponseKey = reading == "none" ? "ok" : "" });

        Assert.Equal(value, result.Value);
        Assert.Equal(kind, result.Error?.Kind);
        Assert.Equal(reading == "reject", result.Error?.Message == "The vendor refused the lead.");
    }

    [Theory]
    [InlineData(200, """{"ok":"no bearer-0f-template, qu3ry-token"}""")]
    [InlineData(500, """{"message":"bad bearer-0f-template, qu3ry-token"}""")]
    public async Task SendAsync_TemplateBringsCredentials_TheyAreMaskedWhereverTheReceiverRepeatsThem(int status, string body)
    {
        string url = receivers.Answer(body, status: status);
        var template = new Scripted
        {
            OnShape = request =>
            {
                request.ApiUrl += "?access_token=qu3ry-token";
                request.AddHeader("Authorization", "Bearer bearer-0f-template");
                request.AddHeader("X-Plain", "kept-as-it-is");
            },
        };
        (ConnectResult result, ConnectLogEntry entry) = await SendAsync(url, template, e => e with { SuccessValues = ["yes"] });

        SeenRequest seen = Assert.Single(receivers.Seen(url));
        Assert.Equal("Bearer bearer-0f-template", seen.Headers["Authorization"]);
        Assert.EndsWith("?access_token=qu3ry-token", seen.Target, StringComparison.Ordinal);
        string logged = $"{entry}{entry.InputData}{string.Join('|', entry.InputData!.Headers)}{result.Error}{string.Join('|', result.Diagnosis?.Steps ?? [])}";
        Assert.All(["bearer-0f-template", "qu3ry-token"], secret => Assert.DoesNotContain(secret, logged, StringComparison.Ordinal));
        Assert.Contains("kept-as-it-is", logged, StringComparison.Ordinal);
        Assert.Contains("***", entry.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_TemplateBringsOtherCredentialsEachTime_EachIsMasked()
    {
        int count = 0;
        string url = receivers.Answer(async context => await context.Response.Body.WriteAsync(
            System.Text.Encoding.UTF8.GetBytes($$"""{"ok":"{{context.Request.Headers.Authorization}}"}""")));
        var template = new Scripted { OnShape = request => request.AddHeader("Authorization", $"token-number-{++count}") };
        await using var engine = new Engine(build: b => b.Services.AddSingleton<IIntegratorTemplate>(template));
        await engine.SaveAsync(Engine.Endpoint(url) with { ApiIntegrator = "Scripted" });
        for (int i = 1; i <= 3; i++)
        {
            (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync();
            Assert.Equal($"token-number-{i}", result.Value);
            Assert.Equal("""{"ok":"***"}""", entry.ResponseBody);
        }
    }

    [Fact]
    public async Task SendAsync_TemplateReadsHeaders_SeesThoseOfTheResponse()
    {
        IntegratorResponse? seen = null;
        var template = new Scripted
        {
            OnRead = response =>
            {
                seen = response;
                return IntegratorReading.Rejected(response.Header("x-lead-STATE"), $"The vendor says {response.Header("X-Lead-State")}.");
            },
        };
        (ConnectResult result, _) = await SendAsync(receivers.Answer("{}", "application/json", 200, ("X-Lead-State", "duplicate")), template, e => e);

        Assert.Equal(("duplicate", ConnectErrorKind.Rejected, "The vendor says duplicate."), (result.Value, result.Error?.Kind, result.Error?.Message));
        Assert.StartsWith("application/json", seen!.Header("content-type"), StringComparison.Ordinal);
        Assert.Contains(new("X-Lead-State", "duplicate"), seen.Headers);
        Assert.Null(seen.Header("X-None"));
    }

    [Fact]
    public async Task SendAsync_TemplateCutsAHeaderThatRepeatsACredential_TellsNoPieceOfIt()
    {
        var template = new Scripted
        {
            OnRead = response =>
                IntegratorReading.Rejected(null, $"The vendor says {response.Header("X-Echo")![..12]}, {response.Headers.Single(h => h.Key == "X-Echo").Value[..12]}."),
        };
        (ConnectResult result, ConnectLogEntry entry) = await SendAsync(
            receivers.Answer("""{"ok":1}""", "application/json", 422, ("X-Echo", "s3cret-key-of-this-account is wrong")),
            template,
            e => e with { ApiAuthentication = "key=s3cret-key-of-this-account" });

        Assert.Equal("The vendor says *** is wrong, *** is wrong.", result.Error?.Message);
        Assert.DoesNotContain("s3cret", $"{entry}{result}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_RootArrayArraysAndKeysWithDots_AreWrittenAndRead()
    {
        string url = receivers.Answer("""[{"a.b":"7","tags":["x","y"],"0":{"c.d":null}}]""");
        var found = new List<string?>();
        Scripted? template = null;
        template = new Scripted
        {
            Contract = new IntegratorContract { Delimiter = "\u001f" },
            MediaType = "application/json",
            OnShape = request => request.BodyEncoder = template!,
            OnEncode = (payload, output) =>
            {
                using var json = new Utf8JsonWriter(output);
                json.WriteStartArray();
                json.WriteStartObject();
                foreach (PayloadField field in payload)
                {
                    json.WritePropertyName(field.Name);
                    JsonSerializer.Serialize(json, field.Value.ToString().Split('\u001f'));
                }

                json.WriteEndObject();
                json.WriteEndArray();
            },
            OnRead = response =>
            {
                found.AddRange(((string[])["/0/a.b", "0.tags", "/0/tags/1", "/0/0/c.d", "/0/tags/2"]).Select(response.Find));
                return IntegratorReading.Rejected(response.Find("/0/a.b"), "The vendor has this lead.");
            },
        };
        await using var engine = new Engine(build: b => b.Services.AddSingleton<IIntegratorTemplate>(template));
        (ConnectResult result, _) = await engine.SendAsync(
            Engine.Endpoint(url) with { ApiIntegrator = "Scripted", ResponseKey = "" },
            Engine.Adaptor with { Fields = [new() { Field = "tags", MappedTo = "custom.tags" }, new() { Field = "email", MappedTo = "email" }] });

        Assert.Equal("""[{"custom.tags":["a","b"],"email":["ann@example.com"]}]""", Assert.Single(receivers.Seen(url)).Text);
        Assert.Equal(["7", "x,y", "y", null, null], found);
        Assert.Equal(("7", ConnectErrorKind.Rejected, "The vendor has this lead."), (result.Value, result.Error?.Kind, result.Error?.Message));
    }

    private static void Spoil(IntegratorRequest request, string fault)
    {
        switch (fault)
        {
            case "refuse":
                request.Refuse("The lead s3cret-free is too old.");
                break;
            case "header name":
                request.AddHeader("Bad Name", "x");
                break;
            case "header value":
                request.AddHeader("X-A", "x\r\nX-B: y");
                break;
            case "host":
                request.AddHeader("Host", "other.example");
                break;
            case "token":
                request.ApiUrl += "/{nothing}";
                break;
            default:
                request.ApiUrl = fault switch { "scheme" => "ftp://s3cret-key.example/", "user" => "https://u:s3cret-key@x.example/", _ => null! };
                break;
        }
    }

    private static Task<(ConnectResult Result, ConnectLogEntry Entry)> SendAsync(
        string url, Scripted template, Func<ConnectEndpoint, ConnectEndpoint> vary) =>
        Receivers.SendAsync(url, e => vary(e with { ApiIntegrator = "Scripted" }), b => b.Services.AddSingleton<IIntegratorTemplate>(template));
}

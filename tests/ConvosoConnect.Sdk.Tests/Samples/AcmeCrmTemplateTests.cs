using ConvosoConnect.Sdk.Tests.Architecture;
using ConvosoConnect.Sdk.Tests.Support;
using CustomIntegrator;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Samples;

public sealed class AcmeCrmTemplateTests
{
    private static readonly Adaptor Adaptor = Engine.Adaptor with
    {
        Fields =
        [
            new FieldMapping { Field = "email", MappedTo = "email" },
            new FieldMapping { Field = "first_name", MappedTo = "given_name" },
            new FieldMapping { Field = "tags", MappedTo = "tags" },
            new FieldMapping { Field = "called_count", MappedTo = "calls" },
            new FieldMapping { Field = "city", MappedTo = "city" },
        ],
    };

    [Fact]
    public async Task SendAsync_Lead_MakesExactlyThisRequest()
    {
        await using LoopbackServer acme = await LoopbackServer.AnswerAsync("""{"outcome":"created","contact":{"id":"acme-17"}}""");

        ConnectResult result = await SendAsync(acme);

        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal("acme-17", result.Value);
        Assert.Equal("POST", acme.Single.Method);
        Assert.Equal("/contacts?source=convoso", acme.Single.Target);
        Assert.Equal(
            ["Accept-Encoding", "Authorization", "Content-Length", "Content-Type", "Host", "User-Agent", "X-Acme-Version"],
            acme.Single.Headers.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("Bearer t0ken-value", acme.Single.Headers["Authorization"]);
        Assert.Equal("application/json", acme.Single.Headers["Content-Type"]);
        Assert.Equal("2", acme.Single.Headers["X-Acme-Version"]);
        Assert.Equal(
            """{"contact":[{"name":"email","value":"ann@example.com"},{"name":"given_name","value":"Änn \"A\""},{"name":"tags","value":"a;b"},{"name":"calls","value":"3"}]}""",
            acme.Single.Text);
    }

    [Theory]
    [InlineData(200, """{"outcome":"updated","contact":{"id":"acme-3"}}""", "acme-3", null)]
    [InlineData(200, """{"outcome":"refused","reason":"bad phone"}""", "bad phone", "Rejected: Acme CRM refused the contact: 'bad phone'.")]
    [InlineData(422, """{"outcome":"refused","reason":"bad phone"}""", "bad phone", "HttpStatus: Acme CRM refused the contact: 'bad phone'.")]
    [InlineData(200, """{"outcome":"queued"}""", """{"outcome":"queued"}""", null)]
    [InlineData(500, "", null, "HttpStatus: The receiver answered 500 Internal Server Error. The fault is the receiver's: send again later, or ask it.")]
    public async Task SendAsync_Answer_BecomesThisResult(int status, string answer, string? value, string? error)
    {
        await using LoopbackServer acme = await LoopbackServer.AnswerAsync(answer, status: status);

        ConnectResult result = await SendAsync(acme);

        Assert.Equal(value, result.Value);
        Assert.Equal(error, result.Error?.ToString());
        Assert.Equal(error is null, result.Succeeded);
    }

    [Fact]
    public async Task SendAsync_LeadWithoutEmail_IsNotSent()
    {
        await using LoopbackServer acme = await LoopbackServer.AnswerAsync("{}");

        ConnectResult result = await SendAsync(acme, Engine.Lead with { Lead = new Dictionary<string, LeadValue> { ["first_name"] = "Ann", ["email"] = "" } });

        Assert.Equal(ConnectErrorKind.RequestInvalid, result.Error?.Kind);
        Assert.StartsWith("Acme CRM knows contacts by email", result.Error!.Message, StringComparison.Ordinal);
        Assert.Empty(acme.Requests);
    }

    [Fact]
    public async Task SendAsync_HugeAndInvalidText_ArrivesAsValidJson()
    {
        await using LoopbackServer acme = await LoopbackServer.AnswerAsync("""{"outcome":"created","contact":{"id":"acme-17"}}""");
        string huge = new string('ß', 1_000_000) + '\ud800';

        ConnectResult result = await SendAsync(
            acme, Engine.Lead with { Lead = new Dictionary<string, LeadValue> { ["email"] = "ann@example.com", ["first_name"] = huge } });

        Assert.True(result.Succeeded, result.ToString());
        using var json = System.Text.Json.JsonDocument.Parse(acme.Single.Body);
        Assert.Equal(huge[..^1] + '\ufffd', json.RootElement.GetProperty("contact")[1].GetProperty("value").GetString());
    }

    [Fact]
    public void File_Length_StaysUnderSixtyLines() =>
        Assert.InRange(Repository.Read("samples/CustomIntegrator/AcmeCrmTemplate.cs").TrimEnd('\n').Split('\n').Length, 20, 59);

    [Fact]
    public async Task Program_Run_ShowsRequestAndResult()
    {
        SampleRun run = await SampleRun.OfAsync("CustomIntegrator");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Contains("X-Acme-Version: 2", run.Lines);
        Assert.Contains("Authorization: ***", run.Lines);
        Assert.Contains(
            """{"contact":[{"name":"email","value":"zoe@example.com"},{"name":"given_name","value":"Zoë \"Zo\""},{"name":"phone","value":"7025550100"}]}""",
            run.Lines);
        Assert.Contains("Accepted with 200: acme-17", run.Lines);
        Assert.Contains("Proven: AcmeCrm.examples.json", run.Lines);
        Assert.Contains("Proven: AcmeCrm.examples.json: Acme refuses a contact with status 200", run.Lines);
        Assert.DoesNotContain("demo-acme-token", run.Output, StringComparison.Ordinal);
    }

    private static async Task<ConnectResult> SendAsync(LoopbackServer acme, LeadRecord? lead = null)
    {
        await using var engine = new Engine(build: b => b.AddIntegrator<AcmeCrmTemplate>());
        (ConnectResult result, _) = await engine.SendAsync(
            Engine.Endpoint($"{acme.Url}/contacts?source=convoso") with
            {
                ApiIntegrator = "acme crm",
                ResponseKey = "",
                AuthorizationHeader = "Authorization: Bearer t0ken-value",
            },
            Adaptor,
            lead);
        return result;
    }
}

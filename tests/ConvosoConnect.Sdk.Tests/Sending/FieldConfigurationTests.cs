using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

/// <summary>The configurations seen in the field (section 8 of the domain rules), each to the byte over a real server.</summary>
public sealed class FieldConfigurationTests
{
    private static readonly LeadRecord Lead = new()
    {
        Id = "4711",
        Lead = new Dictionary<string, LeadValue>
        {
            ["id"] = 4711,
            ["phone_number"] = "3105550142",
            ["email"] = "ann@example.com",
            ["status"] = "NEW",
        },
        CallLog = new Dictionary<string, LeadValue>
        {
            ["call_log_id"] = 99,
            ["lead_id"] = 4711,
            ["campaign_name"] = "Solar & Roof",
            ["status"] = "SALE",
            ["call_date"] = "2026-03-09 08:00:00",
        },
    };

    [Fact]
    public async Task BaltoCallStart_GetWithAdaptor_SendsTheCallInTheQuery()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"success":true}""");
        await using var engine = new Engine();
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(
            new ConnectEndpoint
            {
                Id = "crm",
                Name = "Balto",
                ApiUrl = $"{server.Url}/start/by_email?token=T0PSECRET&integration=convoso_config",
                RequestMethod = RequestMethod.Get,
                ResponseKey = "success",
                AdaptorId = "map",
            },
            Map(
                (LeadSection.CallLog, "call_log_id", "voip_call_id"),
                (LeadSection.CallLog, "lead_id", "voip_customer_id"),
                (LeadSection.CallLog, "campaign_name", "voip_campaign_name")),
            Lead);

        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal("true", result.Value);
        Assert.Equal(
            "/start/by_email?token=T0PSECRET&integration=convoso_config&voip_call_id=99&voip_customer_id=4711&voip_campaign_name=Solar+%26+Roof",
            server.Single.Target);
        Assert.DoesNotContain("T0PSECRET", entry.InputData!.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PhoneNumber_TwoDestinations_StandsUnderBoth()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":1}""");
        await using var engine = new Engine();
        await engine.SendAsync(
            Engine.Endpoint(server.Url) with { PostDataType = "RAW" }, Map((LeadSection.Lead, "phone_number", "phone_1,phone_2")), Lead);
        Assert.Equal("phone_1=3105550142&phone_2=3105550142", server.Single.Text);
    }

    [Fact]
    public async Task Headers_AsInTheHelpCentre_GoOutWithTheRealLength()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":1}""");
        await using var engine = new Engine();
        (ConnectResult result, _) = await engine.SendAsync(
            Engine.Endpoint(server.Url) with { AuthorizationHeader = "Content-length: 0|Content-type: application/json|Authorization: OAuth T" });
        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal("application/json", server.Single.Headers["Content-Type"]);
        Assert.Equal("OAuth T", server.Single.Headers["Authorization"]);
        Assert.Equal($"{server.Single.Body.Length}", server.Single.Headers["Content-Length"]);
    }

    [Theory]
    [InlineData("XML", "<response><status>success</status><transfer_number>8884565454</transfer_number></response>", "transfer_number", "8884565454")]
    [InlineData("XML", "<response><status>success</status><transfer_number>8884565454</transfer_number></response>", "status", "success")]
    [InlineData("TEXT", "value1,value2,value3", "#1", "value2")]
    [InlineData("JSON", """{"status":"success","id":"018f-1"}""", "status", "success")]
    public async Task Answer_AsSeenInTheField_GivesTheValue(string type, string answer, string key, string value)
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync(answer, "text/plain");
        await using var engine = new Engine();
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync(
            Engine.Endpoint($"{server.Url}/hooks/catch/1/abc/") with { ResponseDataType = type, ResponseKey = key });
        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal(value, result.Value);
        Assert.Equal(value, entry.Result);
    }

    [Theory]
    [InlineData("RAW", "lead_id=4711&phone_number=3105550142&email=ann%40example.com&status=SALE&call_date=2026-03-09+08%3A00%3A00")]
    [InlineData("JSON", """{"lead_id":4711,"phone_number":"3105550142","email":"ann@example.com","status":"SALE","call_date":"2026-03-09 08:00:00"}""")]
    public async Task SaleWebhook_UrlWithItsOwnQuery_KeepsItAndSendsTheSale(string type, string body)
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":1}""");
        await using var engine = new Engine();
        (ConnectResult result, _) = await engine.SendAsync(
            Engine.Endpoint($"{server.Url}/sale?source=convoso&list[]=7") with { PostDataType = type },
            Map(
                (LeadSection.Lead, "id", "lead_id"),
                (LeadSection.Lead, "phone_number", "phone_number"),
                (LeadSection.Lead, "email", "email"),
                (LeadSection.CallLog, "status", "status"),
                (LeadSection.CallLog, "call_date", "call_date")),
            Lead);
        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal("/sale?source=convoso&list[]=7", server.Single.Target);
        Assert.Equal(body, server.Single.Text);
    }

    private static Adaptor Map(params (LeadSection Section, string Field, string MappedTo)[] rows) => new()
    {
        Id = "map",
        Name = "Map",
        Fields = [.. rows.Select(r => new FieldMapping { Section = r.Section, Field = r.Field, MappedTo = r.MappedTo })],
    };
}

using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Responses;

/// <summary>What a result says in words, to the end of its sentences: people act on them.</summary>
public sealed class ResultTextTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Theory]
    [InlineData(401, "Check API Authentication and Authorization Header.")]
    [InlineData(403, "Check what the credentials are allowed to do, and whether the receiver admits this app's address.")]
    [InlineData(404, "Check the API URL and the Request Method.")]
    [InlineData(405, "Check the API URL and the Request Method.")]
    [InlineData(410, "Check the API URL and the Request Method.")]
    [InlineData(429, "Send fewer leads at a time.")]
    [InlineData(499, "Compare what was sent with what the receiver asks for.")]
    [InlineData(500, "The fault is the receiver's: send again later, or ask it.")]
    [InlineData(503, "The fault is the receiver's: send again later, or ask it.")]
    public async Task SendAsync_RefusedByStatus_SaysWhatToDo(int status, string advice)
    {
        (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer("{\"x\":1}", status: status));

        Assert.EndsWith(advice, result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal($"ConnectResult HttpStatus: {result.Error.Message}", result.ToString());
    }

    [Fact]
    public async Task ToString_Success_ToldWithoutTheValue()
    {
        (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer("{\"ok\":\"personal\"}"));

        Assert.Equal("ConnectResult succeeded (200)", result.ToString());
        Assert.Null(result.Diagnosis);
    }

    [Fact]
    public async Task ToString_Diagnosis_NumbersItsFiveStepsAndNamesTheCause()
    {
        (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer("{\"x\":1}", status: 404));
        string[] lines = result.Diagnosis!.ToString().Split(Environment.NewLine);

        Assert.Equal(5, lines.Length);
        Assert.StartsWith("1. Endpoint URL and protocol: Failed. ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("2. Credentials: Ok. The receiver answered 404, not 401 or 403.", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("5. Adaptor mappings: ", lines[4], StringComparison.Ordinal);
        Assert.Same(result.Diagnosis.Steps[0], result.Diagnosis.Cause);
        Assert.Null(new ConnectDiagnosis([new DiagnosisStep("a", DiagnosisVerdict.Ok, "")]).Cause);
        Assert.Equal("b", new ConnectDiagnosis([new DiagnosisStep("a", DiagnosisVerdict.Suspect, ""), new DiagnosisStep("b", DiagnosisVerdict.Failed, "")]).Cause?.Name);
        Assert.Equal("a", new ConnectDiagnosis([new DiagnosisStep("a", DiagnosisVerdict.Suspect, ""), new DiagnosisStep("b", DiagnosisVerdict.Suspect, "")]).Cause?.Name);
    }

    [Theory]
    [InlineData(299, DiagnosisVerdict.Ok)]
    [InlineData(300, DiagnosisVerdict.Failed)]
    [InlineData(399, DiagnosisVerdict.Failed)]
    [InlineData(400, DiagnosisVerdict.Ok)]
    public async Task Diagnose_StatusAroundThoseOfRedirects_JudgesTheUrl(int status, DiagnosisVerdict verdict)
    {
        (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer("{\"x\":1}", status: status));

        Assert.Equal(verdict, result.Diagnosis!.Steps[0].Verdict);
    }

    [Theory]
    [InlineData(400, "2026-01-02", "1", DiagnosisVerdict.Suspect, "3 of 3 rows were sent.")]
    [InlineData(404, "2026-01-02", "1", DiagnosisVerdict.Ok, "3 of 3 rows were sent.")]
    [InlineData(404, "2026-01-02", "", DiagnosisVerdict.Suspect, "3 of 3 rows were sent. Empty without a default value: Lead.a, Lead.b.")]
    [InlineData(404, "soon", "1", DiagnosisVerdict.Suspect, "3 of 3 rows were sent. The field 'when' should be a date, but holds 'soon'")]
    public async Task Diagnose_Mapping_TellsWhatWasEmptyAndWhatWasNoDate(int status, string when, string value, DiagnosisVerdict verdict, string finding)
    {
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint(receivers.Answer("{\"x\":1}", status: status)), Engine.Adaptor with
        {
            Fields = [new() { Field = "a", MappedTo = "a" }, new() { Field = "b", MappedTo = "b" }, new() { Field = "when", MappedTo = "when", DateFormat = "Y-m-d" }],
        });
        var lead = new LeadRecord { Id = "1", Lead = new Dictionary<string, LeadValue> { ["a"] = value, ["b"] = value, ["when"] = when } };

        DiagnosisStep step = (await engine.Client.SendAsync("crm", lead, new SendOptions { Origin = "Queue" }, Engine.Token)).Diagnosis!.Steps[4];

        Assert.Equal(verdict, step.Verdict);
        Assert.StartsWith(finding, step.Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "")]
    [InlineData("1", "2", "1")]
    [InlineData("", "2", "2")]
    [InlineData(null, "2", "2")]
    public async Task SendAsync_PrimaryPhone_IsTheLeadsElseTheCalls(string? lead, string? call, string expected)
    {
        static Dictionary<string, LeadValue> Fields(string? phone) => phone is null ? [] : new() { ["phone_number"] = phone };
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint(receivers.Answer("{\"ok\":1}")));

        (_, ConnectLogEntry entry) = await engine.SendAsync(new LeadRecord { Lead = Fields(lead), CallLog = Fields(call) });

        Assert.Equal((expected, ""), (entry.PrimaryPhone, entry.LeadId));
    }

    [Fact]
    public async Task SendAsync_NoLeadFieldsOrNoId_SaysWhichArgumentIsWrong()
    {
        await using var engine = new Engine();
        IConvosoConnectClient client = engine.Client;

        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => client.SendAsync("crm", new LeadRecord { Lead = null! }, new SendOptions { Origin = "Queue" }, Engine.Token));
        Assert.StartsWith("A field set of the lead is null. Leave it out where the lead has no such fields.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("endpointId", (await Assert.ThrowsAsync<ArgumentException>(() => client.PreviewAsync("", Engine.Lead, Engine.Token))).ParamName);
        Assert.Equal("endpointId", (await Assert.ThrowsAsync<ArgumentException>(() => client.TestAsync("", cancellationToken: Engine.Token))).ParamName);
        Assert.Equal("endpointId", (await Assert.ThrowsAsync<ArgumentException>(() => client.ReceiveAsync("", new IncomingPayload(), Engine.Token))).ParamName);
        Assert.Equal("options", (await Assert.ThrowsAsync<ArgumentNullException>(() => client.SendAsync("crm", Engine.Lead, (SendOptions)null!, Engine.Token))).ParamName);
    }

    [Fact]
    public async Task PreviewAsync_WarningsOfAllParts_AreAllThere()
    {
        await using var engine = new Engine();
        await engine.SaveAsync(
            Engine.Endpoint("http://127.0.0.1:9") with { RequestMethod = RequestMethod.Get, AdaptorId = "map", AuthorizationHeader = "Content-Type: text/plain" },
            Engine.Adaptor with { Fields = [new() { Field = "email", MappedTo = "when", DateFormat = "Y-m-d" }] });

        ConnectPreview preview = await engine.Client.PreviewAsync("crm", Engine.Lead, Engine.Token);

        Assert.Contains(preview.Warnings, w => w == "The header Content-Type describes a body, and a GET has none, so it is not sent.");
        Assert.Contains(preview.Warnings, w => w.StartsWith("The field 'email' should be a date", StringComparison.Ordinal));
    }
}

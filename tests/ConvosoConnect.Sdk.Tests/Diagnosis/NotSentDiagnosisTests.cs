using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Diagnosis;

/// <summary>Sends that end before the wire: the receiver never hears of them, the log does.</summary>
public sealed class NotSentDiagnosisTests
{
    [Fact]
    public async Task SendAsync_AdaptorInactive_BlamesTheMappings()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("{}");
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(server.Url), Engine.Adaptor with { Active = false });

        sent.ExpectNull(ConnectErrorKind.NoAdaptor, "----F", "'Map'", "inactive");
        ExpectNotSent(sent, server);
    }

    [Fact]
    public async Task SendAsync_AdaptorGone_BlamesTheMappings()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("{}");
        await using var lab = new FaultLab(build: UncheckedEndpoints.Use(FaultLab.Endpoint(server.Url) with { AdaptorId = "gone" }));

        Sent sent = await lab.SendSavedAsync();

        sent.ExpectNull(ConnectErrorKind.NoAdaptor, "----F", "'gone'", "does not exist");
        ExpectNotSent(sent, server);
    }

    [Fact]
    public async Task SendAsync_TokenWithoutValue_BlamesTheMappingsAndNamesTheToken()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("{}");
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(server.Url) with { ApiUrl = $"{server.Url}/leads/{{zip}}?token={FaultLab.UrlToken}" });

        sent.ExpectNull(ConnectErrorKind.RequestInvalid, "----F", "{zip}", "Map a field to 'zip'");
        ExpectNotSent(sent, server);
    }

    [Fact]
    public async Task SendAsync_EndpointInactive_BlamesTheEndpoint()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("{}");
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(server.Url) with { Active = false });

        sent.ExpectNull(ConnectErrorKind.EndpointInactive, "F----", "'CRM'", "inactive", "Switch it on");
        ExpectNotSent(sent, server);
    }

    [Fact]
    public async Task SendAsync_EndpointUnknown_BlamesTheEndpoint()
    {
        await using var lab = new FaultLab();

        Sent sent = await lab.SendSavedAsync(endpointId: "gone");

        sent.ExpectNull(ConnectErrorKind.EndpointNotFound, "F----", "There is no endpoint 'gone'");
        Assert.Null(sent.Entry.InputData);
        Assert.Equal("4711", sent.Entry.LeadId);
    }

    [Fact]
    public async Task TestAsync_NoLead_BlamesTheMappings()
    {
        await using var lab = new FaultLab();
        await lab.Engine.SaveAsync(FaultLab.Endpoint("http://127.0.0.1:9"));

        ConnectResult result = await lab.Engine.Client.TestAsync("crm", "4712", TestContext.Current.CancellationToken);
        ConnectLogEntry? entry = await lab.Engine.Log.GetAsync(result.LogId!.Value, TestContext.Current.CancellationToken);

        new Sent(result, entry!).ExpectNull(ConnectErrorKind.NoLead, "----F", "no lead '4712'");
        Assert.Equal("Test", entry!.Origin);
    }

    private static void ExpectNotSent(Sent sent, LoopbackServer server)
    {
        Assert.Empty(server.Requests);
        Assert.Null(sent.Result.StatusCode);
        Assert.Null(sent.Entry.InputData);
        Assert.Null(sent.Entry.ResponseBody);
        Assert.All(
            sent.Result.Diagnosis!.Steps.Where(s => s.Verdict == DiagnosisVerdict.NotReached),
            step => Assert.Equal(Sent.NotReached(step.Name), step.Finding));
    }
}

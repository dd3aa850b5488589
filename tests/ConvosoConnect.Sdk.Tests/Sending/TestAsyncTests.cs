using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

public sealed class TestAsyncTests(Receivers receivers) : IClassFixture<Receivers>
{
    private static readonly LeadRecord[] Leads = [LeadOf("1", "one@x.example"), LeadOf("2", "two@x.example"), LeadOf("1", "one-again@x.example")];

    [Theory]
    [InlineData(null, "one-again@x.example")]
    [InlineData("2", "two@x.example")]
    [InlineData("1", "one-again@x.example")]
    public async Task TestAsync_UseLeads_SendsLiveWithThatLead(string? leadId, string email)
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine(build: b => b.UseLeads(Leads));
        await engine.SaveAsync(Engine.Endpoint(url));

        ConnectResult result = await engine.Client.TestAsync("crm", leadId, Engine.Token);

        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal($$"""{"email":"{{email}}","name":""}""", Assert.Single(receivers.Seen(url)).Text);
        ConnectLogEntry entry = (await engine.Log.GetAsync(result.LogId!.Value, Engine.Token))!;
        Assert.Equal("Test", entry.Origin);
        Assert.Equal(leadId ?? "1", entry.LeadId);
    }

    [Theory]
    [InlineData("3", "no lead '3'")]
    [InlineData("", "no lead ''")]
    public async Task TestAsync_UnknownLead_IsNoLead(string leadId, string sentence)
    {
        string url = receivers.Answer("{}");
        await using var engine = new Engine(build: b => b.UseLeads(Leads));
        await engine.SaveAsync(Engine.Endpoint(url));

        ConnectResult result = await engine.Client.TestAsync("crm", leadId, Engine.Token);

        Assert.Equal(ConnectErrorKind.NoLead, result.Error!.Kind);
        Assert.Contains(sentence, result.Error.Message, StringComparison.Ordinal);
        Assert.NotNull(result.LogId);
        Assert.Equal(DiagnosisVerdict.Failed, result.Diagnosis!.Steps[4].Verdict);
        Assert.Empty(receivers.Seen(url));
    }

    [Fact]
    public async Task TestAsync_NoLeadAtAll_SaysHowToGiveOne()
    {
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint("https://x.example"));

        ConnectResult result = await engine.Client.TestAsync("crm", cancellationToken: Engine.Token);

        Assert.Equal(ConnectErrorKind.NoLead, result.Error!.Kind);
        Assert.Contains("register a lead source", result.Error.Message, StringComparison.Ordinal);
        Assert.Equal("endpointId", (await Assert.ThrowsAnyAsync<ArgumentException>(() => engine.Client.TestAsync("", cancellationToken: Engine.Token))).ParamName);
    }

    [Fact]
    public async Task UseLeads_TheListChangesLater_ItsCopyIsUsed()
    {
        var leads = new List<LeadRecord> { Leads[0] };
        await using var engine = new Engine(build: b => b.UseLeads(leads));
        leads.Clear();
        await engine.SaveAsync(Engine.Endpoint(receivers.Answer("""{"ok":"yes"}""")));

        Assert.True((await engine.Client.TestAsync("crm", cancellationToken: Engine.Token)).Succeeded);
    }

    private static LeadRecord LeadOf(string id, string email) => new() { Id = id, Lead = new Dictionary<string, LeadValue> { ["email"] = email } };
}

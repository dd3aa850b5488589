using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Requests;

/// <summary>A mapped field that neither the lead nor the catalogue has is most often a typo or stands in the wrong section.</summary>
public sealed class UnknownFieldTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Theory]
    [InlineData("emial", LeadSection.Lead, "Nearest is: Lead.email.")]
    [InlineData("Email", LeadSection.Lead, "Nearest are: Lead.email, ")]
    [InlineData("campaign_name", LeadSection.Lead, "Nearest are: CallLog.campaign_name, ")]
    [InlineData("status", LeadSection.Extra, "Nearest are: Lead.status, CallLog.status")]
    [InlineData("my_own_feild", LeadSection.Lead, "Nearest is: Extra.my_own_field.")]
    [InlineData("phone_number ", LeadSection.Lead, "Nearest are: Lead.phone_number, ")]
    [InlineData(" a  b ", LeadSection.Lead, "Check its name and its section.")]
    [InlineData("zzz", LeadSection.Extra, "Check its name and its section.")]
    public async Task PreviewAsync_FieldNowhere_WarnsWithTheNearestNames(string field, LeadSection section, string advice)
    {
        ConnectPreview preview = await PreviewAsync(new FieldMapping { Section = section, Field = field, MappedTo = "x", DefaultValue = "D" });

        string warning = Assert.Single(preview.Warnings);
        Assert.StartsWith(
            $"The field '{field}' of the section {section} is neither in this lead nor in the catalogue of fields, so that it counts as empty. {advice}",
            warning, StringComparison.Ordinal);
        Assert.Equal(warning, preview.Rows[^1].Warning);
    }

    [Theory]
    [InlineData("postal_code", LeadSection.Lead, "x")]
    [InlineData("my_own_field", LeadSection.Extra, "x")]
    [InlineData("emial", LeadSection.Lead, "")]
    public async Task PreviewAsync_FieldOfTheCatalogueOrTheLeadOrNotMapped_WarnsNot(string field, LeadSection section, string mappedTo) =>
        Assert.Empty((await PreviewAsync(new FieldMapping { Section = section, Field = field, MappedTo = mappedTo })).Warnings);

    [Fact]
    public async Task PreviewAsync_ThousandsOfUnknownFieldsOfALongLead_NamesTheNearestOfAFew()
    {
        string tail = new('q', 90);
        FieldMapping[] rows = [.. Enumerable.Range(0, 9_000).Select(i => new FieldMapping { Field = $"a{i}{tail}", MappedTo = $"k{i}" })];
        var lead = new LeadRecord { Lead = Enumerable.Range(0, 10_000).ToDictionary(i => $"b{i}{tail}", i => (LeadValue)"x") };

        ConnectPreview preview = await PreviewAsync(lead, rows);

        Assert.Equal(9_000, preview.Warnings.Count);
        Assert.Equal(10, preview.Warnings.Count(w => w.Contains("Nearest", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TestAsync_FieldNowhere_WarnsThoughTheSendSucceeded()
    {
        string url = receivers.Answer("""{"ok":"yes"}""");
        await using var engine = new Engine(build: b => b.UseLeads([Engine.Lead]));
        await engine.SaveAsync(Engine.Endpoint(url), Adaptor(new FieldMapping { Field = "emial", MappedTo = "x" }));

        ConnectResult tested = await engine.Client.TestAsync("crm", cancellationToken: Engine.Token);
        (ConnectResult sent, _) = await engine.SendAsync();
        ConnectPreview preview = await engine.Client.PreviewAsync("crm", Engine.Lead, Engine.Token);

        Assert.True(tested.Succeeded, tested.ToString());
        Assert.Contains("Nearest is: Lead.email.", Assert.Single(tested.Warnings), StringComparison.Ordinal);
        Assert.Equal(preview.Warnings, tested.Warnings);
        Assert.Empty(sent.Warnings);
    }

    [Fact]
    public async Task SendAsync_FieldNowhereAndTheReceiverRefuses_TheDiagnosisNamesIt()
    {
        string url = receivers.Answer("""{"ok":null}""");
        await using var engine = new Engine(build: b => b.UseLeads([Engine.Lead]));

        (ConnectResult sent, _) = await engine.SendAsync(Engine.Endpoint(url), Adaptor(new FieldMapping { Field = "emial", MappedTo = "x" }));
        ConnectResult tested = await engine.Client.TestAsync("crm", cancellationToken: Engine.Token);

        Assert.All([sent, tested], result => Assert.Equal(DiagnosisVerdict.Suspect, result.Diagnosis!.Steps[4].Verdict));
        Assert.Contains("'emial' of the section Lead", sent.Diagnosis!.Steps[4].Finding, StringComparison.Ordinal);
        Assert.Contains("Check its name and its section.", sent.Diagnosis.Steps[4].Finding, StringComparison.Ordinal);
        Assert.Contains("Nearest is: Lead.email.", tested.Diagnosis!.Steps[4].Finding, StringComparison.Ordinal);
    }

    private static Adaptor Adaptor(params FieldMapping[] rows) => Engine.Adaptor with { Fields = [.. Engine.Adaptor.Fields, .. rows] };

    private static Task<ConnectPreview> PreviewAsync(FieldMapping row) =>
        PreviewAsync(Engine.Lead with { Extra = new Dictionary<string, LeadValue> { ["my_own_field"] = "1" } }, row);

    private static async Task<ConnectPreview> PreviewAsync(LeadRecord lead, params FieldMapping[] rows)
    {
        await using var engine = new Engine();
        await engine.SaveAsync(Engine.Endpoint("https://crm.example"), Adaptor(rows));
        return await engine.Client.PreviewAsync("crm", lead, Engine.Token);
    }
}

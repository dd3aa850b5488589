using ConvosoConnect.Sdk.Tests.Support;
using ConvosoConnect.Sdk.Tests.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Logging;

/// <summary>Texts from outside in sentences and in the app's log: none turns the direction of what stands around it, such as to show another host than there is.</summary>
public sealed class DirectionMarkTests(Receivers receivers) : IClassFixture<Receivers>
{
    private const string Marks = DirectionMarksTests.All;
    private const string Turned = $"moc{Marks}.com";

    [Theory]
    [InlineData(200, $$"""{"ok":"{{Turned}}"}""", "ok")]
    [InlineData(500, $$"""{"message":"{{Turned}}"}""", "ok")]
    [InlineData(200, $$"""{"{{Turned}}":"yes"}""", "moc")]
    [InlineData(200, $"<html><head><title>{Turned}</title></head></html>", "ok")]
    [InlineData(200, $"{Turned} is no JSON", "ok")]
    public async Task SendAsync_ReceiverSendsMarks_SentencesShowTheirCodesAndTheEntryKeepsTheBody(int status, string body, string key)
    {
        await using Engine engine = Start();
        await engine.SaveAsync(Engine.Endpoint(receivers.Answer(body, status: status)) with { ResponseKey = key, SuccessValues = ["yes"] });

        ConnectResult result = await engine.Client.SendAsync("crm", Engine.Lead with { Id = Turned }, Engine.Token);

        Assert.NotNull(result.Error);
        string[] sentences = [result.Error.Message, .. result.Diagnosis?.Steps.Select(s => s.Finding) ?? []];
        Assert.All(sentences, AssertNone);
        Assert.Contains(sentences, text => text.Contains(@"moc\u061C", StringComparison.Ordinal));
        AssertLogged(engine);
        ConnectLogEntry entry = (await engine.Services.GetRequiredService<IConnectLogStore>().GetAsync(result.LogId!.Value, Engine.Token))!;
        Assert.Equal((body, Turned), (entry.ResponseBody, entry.LeadId));
        AssertNone(entry.ErrorMessage!);
    }

    [Fact]
    public async Task SendAsync_EndpointIdWithMarks_ShowsTheirCodes()
    {
        await using Engine engine = Start();

        ConnectResult result = await engine.Client.SendAsync(Turned, Engine.Lead, Engine.Token);

        Assert.Contains(@"moc\u061C\u200E", result.Error!.Message, StringComparison.Ordinal);
        AssertNone(result.Error.Message);
        AssertLogged(engine);
    }

    [Fact]
    public async Task SendAsync_LogStoreFailsWithMarks_ShowsTheirCodes()
    {
        await using Engine engine = Start(b =>
            b.Services.Replace(ServiceDescriptor.Singleton<IConnectLogStore>(new ScriptedLog((_, _) => throw new InvalidOperationException(Turned)))));

        ConnectResult result = await engine.Client.SendAsync("none", new LeadRecord { Id = Turned }, Engine.Token);

        AssertNone(result.LogError!);
        AssertLogged(engine);
    }

    [Fact]
    public async Task PreviewAsync_MarksInNamesOfFields_WarningsShowTheirCodes()
    {
        await using Engine engine = Start();
        await engine.SaveAsync(Engine.Endpoint("https://crm.example.com/leads"), Engine.Adaptor with { Fields = [new FieldMapping { Field = Turned, MappedTo = "a" }] });

        ConnectPreview preview = await engine.Client.PreviewAsync("crm", Engine.Lead, Engine.Token);

        Assert.NotEmpty(preview.Warnings);
        Assert.All(preview.Warnings, AssertNone);
        Assert.All(preview.Rows, r => AssertNone(r.Warning ?? ""));
    }

    [Fact]
    public void FromJson_MarksInAName_TheMessageShowsTheirCodes() =>
        AssertNone(Assert.Throws<System.Text.Json.JsonException>(() => LeadRecord.FromJson($$"""{"{{Turned}}":1,"{{Turned}}":2}""")).Message);

    private static Engine Start(Action<ConvosoConnectBuilder>? build = null) => new(build: b =>
    {
        b.Services.AddLogging(logging => logging.AddFakeLogging().SetMinimumLevel(LogLevel.Trace));
        build?.Invoke(b);
    });

    private static void AssertNone(string text) => Assert.DoesNotContain(text, c => Marks.Contains(c, StringComparison.Ordinal));

    private static void AssertLogged(Engine engine)
    {
        string[] messages = [.. engine.Services.GetFakeLogCollector().GetSnapshot()
            .Where(r => r.Category!.StartsWith("ConvosoConnect", StringComparison.Ordinal)).Select(r => r.Message)];

        Assert.Contains(messages, m => m.Contains(@"moc\u061C", StringComparison.Ordinal));
        Assert.All(messages, AssertNone);
    }
}

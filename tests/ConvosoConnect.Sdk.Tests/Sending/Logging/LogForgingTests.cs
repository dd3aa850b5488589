using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Logging;

/// <summary>Texts from outside in the app's own log: a message stays one line, so that nobody can write lines of his own into it.</summary>
public sealed class LogForgingTests(Receivers receivers) : IClassFixture<Receivers>
{
    private const string Forged = "4711\r\nfail: Admin[0]\u2028 forged\u0085by\u2029a\u001b[2Jlead\0";

    [Theory]
    [InlineData(200, """{"ok":"yes"}""")]
    [InlineData(200, """{"ok":"no"}""")]
    [InlineData(500, """{"message":"line\r\nfail: forged\u2028x"}""")]
    public async Task SendAsync_LeadIdWithLineBreaks_LogsOneLine(int status, string body)
    {
        await using Engine engine = Start();
        await engine.SaveAsync(Engine.Endpoint(receivers.Answer(body, status: status)));

        await engine.Client.SendAsync("crm", Engine.Lead with { Id = Forged }, Engine.Token);

        AssertOneLine(engine);
    }

    [Fact]
    public async Task SendAsync_EndpointIdWithLineBreaks_LogsOneLine()
    {
        await using Engine engine = Start();

        await engine.Client.SendAsync(Forged, Engine.Lead, Engine.Token);

        AssertOneLine(engine);
    }

    [Fact]
    public async Task SendAsync_LogStoreFails_LogsOneLine()
    {
        await using Engine engine = Start(b =>
            b.Services.Replace(ServiceDescriptor.Singleton<IConnectLogStore>(new ScriptedLog((_, _) => throw new InvalidOperationException(Forged)))));

        await engine.Client.SendAsync(Forged, new LeadRecord { Id = Forged }, Engine.Token);

        AssertOneLine(engine);
    }

    private static Engine Start(Action<ConvosoConnectBuilder>? build = null) => new(build: b =>
    {
        b.Services.AddLogging(logging => logging.AddFakeLogging().SetMinimumLevel(LogLevel.Trace));
        build?.Invoke(b);
    });

    private static void AssertOneLine(Engine engine)
    {
        string[] messages = [.. engine.Services.GetFakeLogCollector().GetSnapshot()
            .Where(r => r.Category!.StartsWith("ConvosoConnect", StringComparison.Ordinal)).Select(r => r.Message)];

        Assert.NotEmpty(messages);
        Assert.Contains(messages, m => m.Contains("forged", StringComparison.Ordinal));
        Assert.All(messages, m => Assert.DoesNotContain(m, c => char.IsControl(c) || c is '\u2028' or '\u2029'));
    }
}

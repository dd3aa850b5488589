using System.Globalization;
using System.Net;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Redaction;

/// <summary>Adaptors may send thousands of credentials: what that costs grows as their number does.</summary>
public sealed class ManySecretsTests
{
    // A plan of 8,000 took 41 seconds, one of 1,000 one second. Far above what they take now, for the machine may be busy.
    private const double MostMilliseconds = 2.5;

    [Theory]
    [InlineData(1000)]
    [InlineData(8000)]
    public async Task SendAsync_ManySecretDefaults_MasksThemAllInTimeThatGrowsWithTheirNumber(int count)
    {
        string[] secrets = [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"s3cret-{i:x}-{i * 7919:x8}"))];
        string echo = string.Join(", ", secrets);
        await using var engine = new Engine(build: StubHandler.Under(_ =>
            new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($$"""{"ok":"yes","echo":"{{echo}}"}""") }));
        var adaptor = Engine.Adaptor with
        {
            Fields = [.. secrets.Select((secret, i) => new FieldMapping { Section = LeadSection.Extra, Field = "none", MappedTo = $"token_{i}", DefaultValue = secret })],
        };
        await engine.SaveAsync(Engine.Endpoint("http://crm.test/"), adaptor);

        double started = Environment.CpuUsage.TotalTime.TotalMilliseconds;
        (ConnectResult result, ConnectLogEntry entry) = await engine.SendAsync();
        double first = Environment.CpuUsage.TotalTime.TotalMilliseconds - started;
        started = Environment.CpuUsage.TotalTime.TotalMilliseconds;
        await engine.SendAsync();
        double second = Environment.CpuUsage.TotalTime.TotalMilliseconds - started;

        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} secrets: first send {first:0} ms, second {second:0} ms"));
        Assert.True(result.Succeeded, result.ToString());
        Assert.DoesNotContain("s3cret", $"{entry.ResponseBody} {entry.InputData!.Body}", StringComparison.Ordinal);
        Assert.InRange(first, 0, count * MostMilliseconds);
        Assert.InRange(second, 0, count * MostMilliseconds);
    }
}

using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Requests;

/// <summary>A URL that would be too long is refused while it is composed, before its values take memory.</summary>
[Collection(MeasuredGroup.Name)]
public sealed class UrlMemoryTests
{
    [Theory]
    [InlineData('x', 20_000_000)]
    [InlineData('€', 2_000_000)]
    [InlineData('\ud800', 2_000_000)]
    [InlineData('x', 1_000_000)]
    public async Task SendAsync_HugeValuesInManyTokens_IsRefusedBeforeTheyTakeMemory(char character, int length)
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var lab = new FaultLab();
        LeadRecord lead = Lead(new string(character, length));
        string url = $"{server.Url}/{string.Concat(Enumerable.Repeat("{email}", 1000))}";

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(server.Url) with { ApiUrl = url }, lead: lead);

        sent.ExpectNull(ConnectErrorKind.RequestInvalid, "----F", "The complete URL is longer than 16777216 bytes, the limit of the option MaxRequestBytes.");
        Assert.True(sent.Allocated < 200_000_000, $"{sent.Allocated} bytes");
        Assert.Empty(server.Requests);
    }

    private static LeadRecord Lead(string email) => new() { Lead = new Dictionary<string, LeadValue> { ["email"] = email } };
}

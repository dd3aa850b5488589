using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Requests;

/// <summary>Lead values in the URL: they must stay within the segment or parameter in which their token stands. What counts is the receiver's raw target.</summary>
public sealed class UrlTokenTests
{
    [Theory]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("../../admin", "..%2F..%2Fadmin")]
    [InlineData("..\\..\\admin", "..%5C..%5Cadmin")]
    [InlineData("%2e%2e", "%252e%252e")]
    [InlineData("%2e%2e%2fadmin", "%252e%252e%252fadmin")]
    [InlineData("...", "...")]
    [InlineData("?x=1&y=2", "%3Fx%3D1%26y%3D2")]
    [InlineData("#fragment", "%23fragment")]
    [InlineData("a\\b", "a%5Cb")]
    [InlineData("a\r\nX-Evil: 1", "a%0D%0AX-Evil%3A%201")]
    [InlineData("a HTTP/1.1\r\nHost: evil", "a%20HTTP%2F1.1%0D%0AHost%3A%20evil")]
    [InlineData("a\u0001b\t", "a%01b%09")]
    [InlineData("..;/x", "..%3B%2Fx")]
    [InlineData("{email}", "%7Bemail%7D")]
    [InlineData("@evil.example", "%40evil.example")]
    [InlineData("a+b c", "a%2Bb%20c")]
    [InlineData("ä😀", "%C3%A4%F0%9F%98%80")]
    public async Task SendAsync_TokenInPathAndQuery_IsPercentEncoded(string value, string encoded)
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(server.Url) with { ApiUrl = $"{server.Url}/api/{{email}}/leads?e={{email}}" }, lead: Lead(value));

        Assert.True(sent.Result.Succeeded, sent.Result.ToString());
        Assert.Equal($"/api/{encoded}/leads?e={encoded}&api_key={FaultLab.ApiKey}", server.Single.Target);
        Assert.Equal($"{server.Url}/api/{encoded}/leads?e={encoded}&api_key=***", sent.Entry.InputData!.Url);
    }

    [Fact]
    public async Task SendAsync_TokenIsALoneSurrogate_IsSentAsReplacementCharacter()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var lab = new FaultLab();

        await lab.SendAsync(FaultLab.Endpoint(server.Url) with { ApiUrl = $"{server.Url}/{{email}}" }, lead: Lead("a\ud800"));

        Assert.StartsWith("/a%EF%BF%BD?", server.Single.Target, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{email}", ".")]
    [InlineData("{email}", "..")]
    [InlineData(".{email}", ".")]
    [InlineData("{email}{email}", ".")]
    [InlineData("%2e{email}", ".")]
    [InlineData("{email}%2E", ".")]
    public async Task SendAsync_TokenMakesADotSegment_IsRefused(string segment, string value)
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var lab = new FaultLab();

        Sent sent = await lab.SendAsync(FaultLab.Endpoint(server.Url) with { ApiUrl = $"{server.Url}/api/{segment}/leads" }, lead: Lead(value));

        sent.ExpectNull(ConnectErrorKind.RequestInvalid, "----F", "would lead to another path", "Nothing was sent");
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task SendAsync_DotsInTheQuery_AreNoSegments()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var lab = new FaultLab();

        await lab.SendAsync(FaultLab.Endpoint(server.Url) with { ApiUrl = $"{server.Url}/x?e=/{{email}}/" }, lead: Lead(".."));

        Assert.StartsWith("/x?e=/../&", server.Single.Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_GetWithHostileValues_KeepsThemInTheirParameters()
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        await using var lab = new FaultLab();

        await lab.SendAsync(
            FaultLab.Endpoint(server.Url) with { ApiUrl = $"{server.Url}/x", RequestMethod = RequestMethod.Get }, lead: Lead("1&admin=1#\r\nX-Evil: 1 HTTP/1.1"));

        Assert.Equal($"/x?api_key={FaultLab.ApiKey}&email=1%26admin%3D1%23%0D%0AX-Evil%3A+1+HTTP%2F1.1&name=", server.Single.Target);
        Assert.DoesNotContain("X-Evil", server.Single.Headers.Keys);
    }

    [Theory]
    [InlineData("x", 0)]
    [InlineData("a b", 0)]
    [InlineData("ä", 0)]
    [InlineData("€", 0)]
    [InlineData("😀", 0)]
    [InlineData("\udc00", 0)]
    [InlineData("😀", 1)]
    public async Task SendAsync_UrlOfExactlyTheLimit_IsSentAndOneCharacterMoreIsNot(string value, int over)
    {
        await using LoopbackServer server = await LoopbackServer.AnswerAsync("""{"ok":"yes"}""");
        string rest = new('x', 200);
        int length = $"{server.Url}/{Uri.EscapeDataString(value)}/{rest}".Length;
        await using var engine = new Engine(o => o.MaxRequestBytes = length - over);

        (ConnectResult result, _) = await engine.SendAsync(Engine.Endpoint($"{server.Url}/{{email}}/{rest}"), lead: Lead(value));

        Assert.Equal(over == 0 ? "yes" : null, result.Value);
    }

    private static LeadRecord Lead(string email) => new() { Lead = new Dictionary<string, LeadValue> { ["email"] = email } };
}

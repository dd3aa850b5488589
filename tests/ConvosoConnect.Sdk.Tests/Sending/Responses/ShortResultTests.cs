using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Responses;

/// <summary>The Result of an entry is short whatever the receiver says; the send's own value and the entry's body are not.</summary>
public sealed class ShortResultTests(Receivers receivers) : IClassFixture<Receivers>
{
    private const int Longest = 1024;
    private const string Secret = "aK4f9c2e7715d84b3a";

    [Theory]
    [InlineData(200)]
    [InlineData(503)]
    public async Task SendAsync_NoiseOf64KB_IsCutInTheResultOfTheEntryOnly(int status)
    {
        string noise = string.Concat(Enumerable.Range(0, 65_536 / 8).Select(n => $"{n:x7}."));

        (ConnectResult result, ConnectLogEntry entry) = await Receivers.SendAsync(receivers.Answer(noise, "text/plain", status), Whole);

        Assert.Equal(noise, result.Value);
        Assert.Equal(noise, entry.ResponseBody);
        Assert.Equal(noise[..(Longest - 1)] + "…", entry.Result);
    }

    [Theory]
    [InlineData(Longest, 1024, false)]
    [InlineData(Longest + 1, 1024, true)]
    [InlineData(Longest, 2000, false)]
    [InlineData(5, 5, false)]
    [InlineData(6, 5, true)]
    [InlineData(2, 1, true)]
    public async Task SendAsync_ValueAroundTheOption_IsCutOnlyWhenItIsLonger(int length, int option, bool isCut)
    {
        string value = new('x', length);

        (_, ConnectLogEntry entry) = await Receivers.SendAsync(receivers.Answer(value, "text/plain"), Whole, configure: o => o.LogResultLength = option);

        Assert.Equal(isCut ? new string('x', option - 1) + "…" : value, entry.Result);
    }

    [Fact]
    public async Task SendAsync_OptionIsZero_KeepsNoResult()
    {
        (_, ConnectLogEntry entry) = await Receivers.SendAsync(receivers.Answer("yes", "text/plain"), Whole, configure: o => o.LogResultLength = 0);

        Assert.Equal(("", "yes"), (entry.Result, entry.ResponseBody));
    }

    [Theory]
    [InlineData(1022, 1022)]
    [InlineData(1021, 1023)]
    public async Task SendAsync_CutWithinAPair_CutsBeforeIt(int before, int kept)
    {
        string value = new string('x', before) + "\U0001F600" + new string('y', 100);

        (_, ConnectLogEntry entry) = await Receivers.SendAsync(receivers.Answer(value, "text/plain; charset=utf-8"), Whole);

        Assert.Equal(value[..kept] + "…", entry.Result);
    }

    [Theory]
    [InlineData(1010)]
    [InlineData(1017)]
    [InlineData(1022)]
    public async Task SendAsync_CredentialAcrossTheCut_IsMaskedBefore(int before)
    {
        string value = new string('x', before) + Secret + new string('y', 100);

        (ConnectResult result, ConnectLogEntry entry) = await Receivers.SendAsync(
            receivers.Answer(value, "text/plain"), e => Whole(e) with { ApiAuthentication = $"api_key={Secret}" });

        Assert.Equal(value, result.Value);
        Assert.Equal((new string('x', before) + "***" + new string('y', 100))[..(Longest - 1)] + "…", entry.Result);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(11)]
    public async Task SendAsync_NothingButCredentials_LeavesNoBeginningOfOneWhereTheRestIsNotRead(int before)
    {
        string value = new string('x', before) + string.Concat(Enumerable.Repeat(Secret, 400_000 / Secret.Length));

        (ConnectResult result, ConnectLogEntry entry) = await Receivers.SendAsync(
            receivers.Answer(value, "text/plain"), e => Whole(e) with { ApiAuthentication = $"api_key={Secret}" });

        Assert.Equal(value, result.Value);
        Assert.EndsWith("…", entry.Result, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret[..4], entry.Result + entry.ResponseBody, StringComparison.Ordinal);
        Assert.StartsWith(new string('x', before) + "***", entry.ResponseBody, StringComparison.Ordinal);
    }

    private static ConnectEndpoint Whole(ConnectEndpoint endpoint) => endpoint with { ResponseDataType = "TEXT", ResponseKey = "" };
}

using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Transport;

/// <summary>Redirects are told, never followed: a lead goes to no server that the admin has not entered.</summary>
public sealed class RedirectTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Theory]
    [InlineData(301, true)]
    [InlineData(302, true)]
    [InlineData(303, false)]
    [InlineData(307, true)]
    [InlineData(308, false)]
    public async Task SendAsync_Redirect_IsNotFollowedAndNamesTheTarget(int status, bool post)
    {
        await using LoopbackServer second = await LoopbackServer.AnswerAsync("""{"ok":"trapped"}""");
        string url = receivers.Answer("", "", status, ("Location", $"{second.Url}/next?page=2"));

        (ConnectResult result, var entry) = await Receivers.SendAsync(
            url, e => e with { RequestMethod = post ? RequestMethod.Post : RequestMethod.Get });

        Assert.Empty(second.Requests);
        Assert.Single(receivers.Seen(url));
        Assert.Equal(ConnectErrorKind.HttpStatus, result.Error!.Kind);
        Assert.Null(result.Value);
        Assert.Equal(status, result.StatusCode);
        Assert.Contains($"'{second.Url}/next?page=2'.", result.Error.Message, StringComparison.Ordinal);
        Assert.Equal(DiagnosisVerdict.Failed, result.Diagnosis!.Steps[0].Verdict);
        Assert.Equal(status, entry.StatusCode);
    }

    [Theory]
    [InlineData("https://ann:pa55word@next.example/x", "https://***@next.example/x")]
    [InlineData("//ann@next.example", "//***@next.example")]
    [InlineData("https://next.example/x?access_token=0ther-token&page=2#id_token=0ther-token", "https://next.example/x?access_token=***&page=2'.")]
    [InlineData("/login?back=/leads%3Fkey%3Ds3cret-key", "/login?back=/leads%3Fkey%3D***")]
    [InlineData("https://next.example/a@b", "https://next.example/a@b")]
    public async Task SendAsync_RedirectWithCredentials_MasksThem(string location, string named)
    {
        (ConnectResult result, var entry) = await Receivers.SendAsync(
            receivers.Answer("", "", 302, ("Location", location)), e => e with { ApiAuthentication = "key=s3cret-key" });

        Assert.Contains(named, result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(result.Error.Message, entry.ErrorMessage);
        Assert.All(["pa55word", "0ther-token", "s3cret-key"], secret => Assert.DoesNotContain(secret, result.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("key=s3cret%23key", "/x?q=s3cret#key")]
    [InlineData("key=s3cret%3Ckey", "/x?q=s3cret&#x3C;key")]
    public async Task SendAsync_RedirectRepeatsACredentialWithASign_IsMaskedBeforeTheFragmentIsCut(string authentication, string location)
    {
        (ConnectResult result, _) = await Receivers.SendAsync(
            receivers.Answer("", "", 302, ("Location", location)), e => e with { ApiAuthentication = authentication });

        Assert.Contains("'/x?q=***'", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_RedirectWithoutLocation_IsAStatusLikeAnyOther()
    {
        (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer("", "", 304));

        Assert.StartsWith("The receiver answered 304 Not Modified. ", result.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_VeryLongLocation_IsCut()
    {
        (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer("", "", 302, ("Location", "/" + new string('x', 20_000))));

        Assert.InRange(result.Error!.Message.Length, 500, 800);
    }
}

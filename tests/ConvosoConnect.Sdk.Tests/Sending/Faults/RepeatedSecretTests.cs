using System.Net;
using System.Text;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>
/// Receivers that repeat credentials: <see cref="FaultLab"/> fails on any of them. What matters are quotes that are cut, so each credential is moved over
/// the places where sentences cut.
/// </summary>
public sealed class RepeatedSecretTests
{
    private static readonly string[] Secrets = [FaultLab.ApiKey, FaultLab.Bearer, FaultLab.UrlToken];

    private string _body = "";
    private Action<HttpResponseMessage> _change = _ => { };

    [Theory]
    [InlineData("JSON", "Invalid key: ", "", ConnectErrorKind.ResponseUnreadable)]
    [InlineData("JSON", "<html><title>Invalid key ", "</title>", ConnectErrorKind.ResponseUnreadable)]
    [InlineData("JSON", """{"okx":1,"k_""", "\":1}", ConnectErrorKind.ResponseKeyNotFound)]
    [InlineData("JSON", """{"ok":"no such key: """, "\"}", ConnectErrorKind.Rejected)]
    [InlineData("XML", "<r><ok>no such key: ", "</ok></r>", ConnectErrorKind.Rejected)]
    [InlineData("TEXT", "ok=no such key: ", "", ConnectErrorKind.Rejected)]
    public async Task SendAsync_BodyRepeatsSecrets_NoSentenceHoldsAnyPartOfThem(string type, string before, string after, ConnectErrorKind kind)
    {
        await using var lab = new FaultLab(build: StubHandler.Under(Answer));
        foreach (int padding in Enumerable.Range(0, 23).Select(i => i * 10))
        {
            _body = before + new string('x', padding) + string.Join("-", Secrets) + after;
            Sent sent = await lab.SendAsync(FaultLab.Endpoint("http://crm.test") with { ResponseDataType = type, SuccessValues = ["yes"] });
            Assert.Equal(kind, sent.Result.Error?.Kind);
        }
    }

    [Fact]
    public async Task SendAsync_HeadersRepeatSecrets_NoSentenceHoldsAnyPartOfThem()
    {
        await using var lab = new FaultLab(build: StubHandler.Under(Answer));
        foreach (int padding in Enumerable.Range(0, 23).Select(i => i * 10))
        {
            string echo = new string('x', padding) + string.Concat(Secrets);
            foreach (int status in new[] { 200, 302, 401, 415, 503 })
            {
                _change = response =>
                {
                    response.StatusCode = (HttpStatusCode)status;
                    response.ReasonPhrase = echo;
                    response.Headers.TryAddWithoutValidation("Location", $"https://crm.test/{echo}");
                    response.Headers.TryAddWithoutValidation("WWW-Authenticate", $"Bearer error={echo}");
                    response.Headers.TryAddWithoutValidation("Retry-After", echo);
                    response.Content.Headers.Remove("Content-Type");
                    response.Content.Headers.TryAddWithoutValidation("Content-Type", $"text/{echo}");
                };
                Sent sent = await lab.SendAsync("http://crm.test");
                Assert.NotNull(sent.Result.Error);
            }
        }
    }

    [Fact]
    public async Task SendAsync_AnswerIsUnreadableOnceMasked_IsNotQuotedAtAll()
    {
        await using var lab = new FaultLab(build: StubHandler.Under(Answer));
        _body = """{"okx":918273645546}""";

        Sent sent = await lab.SendAsync(FaultLab.Endpoint("http://crm.test") with { ApiAuthentication = "api_key=918273645546" });

        Assert.Equal(ConnectErrorKind.ResponseKeyNotFound, sent.Result.Error?.Kind);
        Assert.Contains("repeats a credential", sent.Result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal("""{"okx":***}""", sent.Entry.ResponseBody);
    }

    [Fact]
    public async Task SendAsync_BasicPasswordIsRepeated_IsMasked()
    {
        await using var lab = new FaultLab(build: StubHandler.Under(Answer));
        string basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("user:pa55-w0rd!"));
        _body = """wrong password pa55-w0rd!""";

        Sent sent = await lab.SendAsync(FaultLab.Endpoint("http://crm.test") with { AuthorizationHeader = $"Authorization: Basic {basic}" });

        Assert.Contains("wrong password ***", sent.Result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal("wrong password ***", sent.Entry.ResponseBody);
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(_body) };
        _change(response);
        return response;
    }
}

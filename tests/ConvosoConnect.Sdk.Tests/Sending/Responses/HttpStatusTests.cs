using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Responses;

/// <summary>Answers whose status is not 2xx.</summary>
public sealed class HttpStatusTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Theory]
    [InlineData(400, "JSON", """{"ok":"bad phone","message":"other"}""", "bad phone")]
    [InlineData(401, "JSON", """{"message":"who are you"}""", "who are you")]
    [InlineData(403, "JSON", """{"error":{"message":"not yours"}}""", "not yours")]
    [InlineData(404, "JSON", """{"status": 404}""", """{"status":404}""")]
    [InlineData(409, "XML", "<e><message>twice</message></e>", "twice")]
    [InlineData(409, "XML", "<e><ok>seen</ok></e>", "seen")]
    [InlineData(500, "TEXT", " boom\n", "boom")]
    [InlineData(500, "JSON", """{"message":"boom"}""", "boom")]
    [InlineData(503, "TEXT", "ok=later", "later")]
    public async Task SendAsync_ReadableBody_GivesKeyElseMessageElseBody(int status, string type, string body, string value)
    {
        (ConnectResult result, var entry) = await Receivers.SendAsync(receivers.Answer(body, "", status), e => e with { ResponseDataType = type });

        Assert.False(result.Succeeded);
        Assert.Equal(ConnectErrorKind.HttpStatus, result.Error.Kind);
        Assert.Equal(status, result.StatusCode);
        Assert.Equal(value, result.Value);
        Assert.Contains($"{status} ", result.Error.Message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", result.Error.Message, StringComparison.Ordinal);
        Assert.NotNull(result.Diagnosis);
        Assert.Equal(status, entry.StatusCode);
        Assert.Equal(value, entry.Result);
        Assert.Equal(ConnectErrorKind.HttpStatus, entry.ErrorKind);
    }

    [Theory]
    [InlineData(500, "<html><title>Server Error</title></html>", "an HTML page titled 'Server Error'")]
    [InlineData(502, "", "502 Bad Gateway.")]
    [InlineData(418, "  ", "418")]
    public async Task SendAsync_BodyThatIsNotOfTheType_GivesNull(int status, string body, string seen)
    {
        (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer(body, "text/html", status));

        Assert.Equal(ConnectErrorKind.HttpStatus, result.Error!.Kind);
        Assert.Null(result.Value);
        Assert.Contains(seen, result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_TooManyRequests_NamesMessageAndRetryAfter()
    {
        (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer("""{"message":"slow down"}""", status: 429, headers: [("Retry-After", "17")]));

        Assert.Equal("slow down", result.Value);
        Assert.Contains("'slow down'", result.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("retry after '17'", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_Unauthorized_DiagnosisQuotesTheChallengeWithoutCredentials()
    {
        (ConnectResult result, _) = await Receivers.SendAsync(
            receivers.Answer("", "", 401, ("WWW-Authenticate", "Bearer realm=\"crm\", hint=\"s3cret-token\"")),
            e => e with { AuthorizationHeader = "Authorization: Bearer s3cret-token" });

        DiagnosisStep credentials = result.Diagnosis!.Steps[1];
        Assert.Equal(DiagnosisVerdict.Failed, credentials.Verdict);
        Assert.Contains("401", credentials.Finding, StringComparison.Ordinal);
        Assert.Contains("realm=\"crm\"", credentials.Finding, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret-token", string.Join('|', result.Diagnosis.Steps), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, 1, DiagnosisVerdict.Suspect)]
    [InlineData(403, 2, DiagnosisVerdict.Suspect)]
    [InlineData(404, 0, DiagnosisVerdict.Failed)]
    [InlineData(405, 0, DiagnosisVerdict.Failed)]
    [InlineData(500, 0, DiagnosisVerdict.Ok)]
    [InlineData(415, 3, DiagnosisVerdict.Suspect)]
    [InlineData(422, 4, DiagnosisVerdict.Suspect)]
    [InlineData(500, 4, DiagnosisVerdict.Ok)]
    public async Task SendAsync_Status_PointsTheDiagnosisAtItsCause(int status, int step, DiagnosisVerdict verdict)
    {
        (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer("{}", status: status));

        Assert.Equal(verdict, result.Diagnosis!.Steps[step].Verdict);
        Assert.All(result.Diagnosis.Steps, s => Assert.NotEmpty(s.Finding));
    }

    [Theory]
    [InlineData("JSON", "plain text s3cret-token-that-is-long-enough-to-be-cut-in-two-pieces")]
    [InlineData("TEXT", "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
        + "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789s3cret-token-that-is-long-enough")]
    [InlineData("TEXT", "01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"
        + "123456789012345678901234567890123456789012345678901234567890123456789012345678901s3cret-token-that-is-long-enough-to-be-cut-in-two-pieces")]
    public async Task SendAsync_CredentialWhereAQuoteIsCut_LeavesNoPartOfIt(string type, string body)
    {
        foreach (int status in new[] { 200, 400 })
        {
            (ConnectResult result, var entry) = await Receivers.SendAsync(
                receivers.Answer(body, "text/plain", status),
                e => e with
                {
                    ResponseDataType = type,
                    ResponseKey = "",
                    SuccessValues = ["never"],
                    ApiAuthentication = "token=s3cret-token-that-is-long-enough-to-be-cut-in-two-pieces&other=s3cret-token-that-is-long-enough",
                });

            Assert.False(result.Succeeded);
            Assert.DoesNotContain("s3cr", result.Error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cr", string.Join('|', result.Diagnosis?.Steps ?? []), StringComparison.Ordinal);
            Assert.DoesNotContain("s3cr", entry.ToString() + entry.InputData + entry.ResponseBody + entry.ErrorMessage, StringComparison.Ordinal);
        }
    }
}

using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.BlueInkDigital;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators.BlueInkDigital;

public sealed class BlueInkDigitalReadTests
{
    private const string Post = "/v2/solar/post";
    private const string Full = """{"status":"success","reason":"r","auth_code":"AC1","confirmation_id":"C1","lead_id":7,"price":1.5}""";
    private readonly BlueInkDigitalTemplate _template = new();

    [Theory]
    [InlineData("/v2/solar/ping", Full, "auth_code")]
    [InlineData("/v2/solar/ping/", """{"status":"success"}""", "auth_code")]
    [InlineData(Post, Full, "confirmation_id")]
    [InlineData("/v2/solar/direct_post", """{"status":" SUCCESS ","lead_id":7}""", "lead_id")]
    [InlineData(Post, """{"status":"success","confirmation_id":null,"lead_id":7}""", "lead_id")]
    public void Read_Success_ReadsTheDefaultKey(string path, string body, string key) =>
        Assert.Equal(IntegratorReading.ByKey(key), _template.Read(ResponseStub.Of(200, body, path)));

    [Fact]
    public void Read_SuccessWithoutIds_IsStillASuccess() =>
        Assert.Equal(IntegratorReading.Accepted("success"), _template.Read(ResponseStub.Of(200, """{"status":"success","price":1.5}""", Post)));

    [Fact]
    public void Read_OwnResponseKey_WinsForSuccessOnly()
    {
        var endpoint = new ConnectEndpoint { ResponseKey = "price" };
        Assert.Null(_template.Read(ResponseStub.Of(200, Full, Post, endpoint)));
        Assert.NotNull(_template.Read(ResponseStub.Of(200, """{"status":"denied","price":0}""", Post, endpoint))?.Rejection);
    }

    [Theory]
    [InlineData(200, """{"status":"denied","reason":"Duplicate lead"}""", "Duplicate lead", "'Duplicate lead'.")]
    [InlineData(400, """{"status":"Denied","reason":"Duplicate lead"}""", "Duplicate lead", "'Duplicate lead'.")]
    [InlineData(200, """{"status":"denied"}""", "denied", "it gave no reason.")]
    public void Read_Denied_QuotesTheReason(int status, string body, string value, string ending) => Assert.Equal(
        IntegratorReading.Rejected(value, "Blue Ink Digital denied the lead: " + ending), _template.Read(ResponseStub.Of(status, body, Post)));

    [Theory]
    [InlineData(200)]
    [InlineData(409)]
    public void Read_RePing_SaysToPingAgain(int status) => Assert.Equal(
        IntegratorReading.Rejected(
            "re-ping", "Blue Ink Digital's buyer is no longer there (re-ping): ping again for a new auth_code, then post the lead with that one."),
        _template.Read(ResponseStub.Of(status, """{"status":"re-ping"}""", Post)));

    [Theory]
    [InlineData("""{"status":"error","reason":"bad zip"}""", "bad zip", "has status 'error', reason 'bad zip'")]
    [InlineData("""{"status":"queued"}""", "queued", "has status 'queued'")]
    [InlineData("""{"price":1}""", null, "has no status")]
    [InlineData("[]", null, "has no status")]
    [InlineData(null, null, "has no status")]
    public void Read_AnyOtherStatus_IsARejection(string? body, string? value, string part)
    {
        IntegratorReading? reading = _template.Read(ResponseStub.Of(200, body, Post));
        Assert.Equal(value, reading?.Value);
        Assert.Contains(part, reading?.Rejection, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FailureWithReason_QuotesIt() => Assert.Equal(
        IntegratorReading.Rejected(null, "Blue Ink Digital refused the call (400): 'bad zip'."),
        _template.Read(ResponseStub.Of(400, """{"status":"error","reason":"bad zip"}""", Post)));

    [Theory]
    [InlineData(401, """{"detail":"Invalid token."}""")]
    [InlineData(500, null)]
    [InlineData(500, """{"status":"success"}""")]
    public void Read_OtherFailures_AreLeftToTheGeneralRule(int status, string? body) => Assert.Null(_template.Read(ResponseStub.Of(status, body, Post)));

    [Theory]
    [InlineData(200, Full)]
    [InlineData(200, """{"status":"denied","reason":"r"}""")]
    [InlineData(400, """{"status":"re-ping","reason":"r"}""")]
    public void Read_AnyFieldMissingOrOdd_DoesNotThrow(int status, string body)
    {
        int read = 0;
        foreach (ResponseStub variant in ResponseStub.Variants(body))
        {
            IntegratorReading? reading = _template.Read(ResponseStub.Of(status, variant, Post));
            Assert.NotEqual("", reading?.Rejection);
            read++;
        }

        Assert.True(read > 20);
    }
}

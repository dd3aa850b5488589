using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.HubSpot;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators.HubSpot;

/// <summary>What both HubSpot templates say of a response's status, through the templates themselves.</summary>
public sealed class HubSpotErrorsTests
{
    private const string Scopes =
        """{"status":"error","message":"m","errors":["""
        + """{"message":"One or more of the following scopes are required.","context":{"requiredGranularScopes":["""
        + """ "crm.objects.contacts.write","crm.x"]}}],"category":"MISSING_SCOPES"}""";

    private const string Limit = """{"status":"error","message":"You have reached your limit.","errorType":"RATE_LIMIT","policyName":"DAILY"}""";

    public static TheoryData<string> Templates => ["v1", "v3"];

    [Theory]
    [MemberData(nameof(Templates))]
    public void Read_Unauthorized_SaysWhatTheHeaderMustHold(string version)
    {
        Assert.Equal(
            "HubSpot does not accept the access token (401 INVALID_AUTHENTICATION): Authorization Header must hold Authorization: Bearer TOKEN with the token "
            + "of a private app of the same HubSpot account.",
            Rejection(version, 401, """{"category":"INVALID_AUTHENTICATION","message":"the token pat-secret is wrong"}"""));
        Assert.Contains("(401)", Rejection(version, 401, null), StringComparison.Ordinal);
        Assert.Equal(
            "The access token has expired (401 EXPIRED_AUTHENTICATION): put a fresh one into Authorization Header, as Authorization: Bearer TOKEN.",
            Rejection(version, 401, """{"category":"EXPIRED_AUTHENTICATION"}"""));
    }

    [Theory]
    [InlineData("v1", "hapikey=secret", "https://api.hubapi.com/")]
    [InlineData("v3", "a=b&HAPIKEY=secret", "https://api.hubapi.com/")]
    [InlineData("v1", "", "https://api.hubapi.com/?hapikey=secret")]
    [InlineData("v3", "", "https://api.hubapi.com/?hapikey=secret")]
    public void Read_UnauthorizedWithApiKey_SaysThatKeysEnded(string version, string authentication, string url)
    {
        var endpoint = new ConnectEndpoint { ApiUrl = url, ApiAuthentication = authentication };

        string? rejection = Rejection(version, 401, """{"message":"This hapikey (secret) does not exist"}""", endpoint);

        Assert.StartsWith("HubSpot ended API keys (hapikey) in November 2022", rejection, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", rejection, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Scopes, "one of these scopes: crm.objects.contacts.write, crm.x.")]
    [InlineData("""{"category":"MISSING_SCOPES","errors":[{"context":{"requiredScopes":["contacts"]}}]}""", "one of these scopes: contacts.")]
    [InlineData("""{"category":"MISSING_SCOPES","context":{"missingScopes":["a","b"]}}""", "one of these scopes: a, b.")]
    [InlineData("""{"errors":[{},{"context":"{missingScopes=[a, b]}"}]}""", "one of these scopes: {missingScopes=[a, b]}.")]
    [InlineData("""{"category":"MISSING_SCOPES"}""", "the scopes of this object, for contacts crm.objects.contacts.write.")]
    [InlineData(null, "the scopes of this object, for contacts crm.objects.contacts.write.")]
    public void Read_Forbidden_NamesTheScopes(string? body, string ending)
    {
        foreach (string version in (string[])["v1", "v3"])
        {
            string? rejection = Rejection(version, 403, body, new ConnectEndpoint { Delimiter = "|" });
            Assert.StartsWith("The access token may not do this (403", rejection, StringComparison.Ordinal);
            Assert.EndsWith("give its private app in HubSpot's settings " + ending, rejection, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Read_ForbiddenForAnotherReason_DoesNotBlameTheScopes()
    {
        Assert.Null(Rejection("v1", 403, """{"category":"BANNED","message":"no"}"""));
        Assert.StartsWith("HubSpot refused the lead (403) (BANNED): 'no'.", Rejection("v3", 403, """{"category":"BANNED","message":"no"}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(423, null, "at least 2 seconds")]
    [InlineData(429, Limit, "do not send again today")]
    [InlineData(429, """{"policyName":"TEN_SECONDLY_ROLLING"}""", "wait ten seconds")]
    [InlineData(429, """{"policyName":"ten_secondly_rolling"}""", "wait ten seconds")]
    [InlineData(429, """{"policyName":"SECONDLY"}""", "(429 SECONDLY): wait")]
    [InlineData(429, null, "(429): wait")]
    [InlineData(477, null, "Retry-After")]
    [InlineData(502, null, "(502): wait a few seconds, then send again")]
    [InlineData(503, null, "(503): wait a few seconds, then send again")]
    [InlineData(504, "{}", "(504): wait a few seconds, then send again")]
    public void Read_PassingFailure_SaysHowLongToWait(int status, string? body, string part)
    {
        Assert.Contains(part, Rejection("v1", status, body), StringComparison.Ordinal);
        Assert.Contains(part, Rejection("v3", status, body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, Scopes)]
    [InlineData(403, Scopes)]
    [InlineData(429, Limit)]
    [InlineData(423, Limit)]
    [InlineData(503, Limit)]
    public void Read_AnyFieldMissingOrOdd_DoesNotThrow(int status, string body)
    {
        int sentences = 0;
        foreach (ResponseStub variant in ResponseStub.Variants(body))
        {
            foreach (IIntegratorTemplate template in (IIntegratorTemplate[])[new HubSpotV1Template(), new HubSpotV3Template()])
            {
                IntegratorReading? reading = template.Read(ResponseStub.Of(status, variant));
                Assert.Null(reading?.Value);
                sentences += reading is null ? 0 : 1;
            }
        }

        Assert.True(sentences > 20);
    }

    private static string? Rejection(string version, int status, string? body, ConnectEndpoint? endpoint = null)
    {
        IIntegratorTemplate template = version == "v1" ? new HubSpotV1Template() : new HubSpotV3Template();
        return template.Read(ResponseStub.Of(status, body, endpoint: endpoint))?.Rejection;
    }
}

using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.HubSpot;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators.HubSpot;

public sealed class HubSpotV1ReadTests
{
    private const string Exists =
        """{"status":"error","message":"Contact already exists","error":"CONTACT_EXISTS","identityProfile":{"vid":51,"identity":[{"value":"a@b.co","type":"EMAIL"}]}}""";

    private const string Invalid =
        """{"validationResults":[{"isValid":false,"message":"Email address x is invalid","error":"INVALID_EMAIL","name":"email"}]"""
        + ""","status":"error","message":"Property values were not valid"}""";

    private readonly HubSpotV1Template _template = new();

    [Theory]
    [InlineData("""{"vid":1,"isNew":true}""")]
    [InlineData(null)]
    public void Read_Ok_ReadsTheVid(string? body) => Assert.Equal(IntegratorReading.ByKey("vid"), _template.Read(ResponseStub.Of(200, body)));

    [Theory]
    [InlineData(202)]
    [InlineData(204)]
    public void Read_AcceptedWithoutBody_IsAnEmptyValue(int status) =>
        Assert.Equal(IntegratorReading.Accepted(""), _template.Read(ResponseStub.Of(status, (string?)null)));

    [Fact]
    public void Read_AcceptedWithBody_LeavesItToTheGeneralRule() => Assert.Null(_template.Read(ResponseStub.Of(202, "{}")));

    [Theory]
    [InlineData(200, """{"vid":1}""")]
    [InlineData(204, null)]
    public void Read_OwnResponseKey_Wins(int status, string? body) =>
        Assert.Null(_template.Read(ResponseStub.Of(status, body, endpoint: new ConnectEndpoint { ResponseKey = "isNew" })));

    [Fact]
    public void Read_ContactExists_QuotesTheVid() => Assert.Equal(
        IntegratorReading.Rejected(
            null,
            "HubSpot already has this contact (CONTACT_EXISTS), its vid is '51': to update it, post to /contacts/v1/contact/createOrUpdate/email/{email}/."),
        _template.Read(ResponseStub.Of(409, Exists, endpoint: new ConnectEndpoint { ResponseKey = "vid" })));

    [Fact]
    public void Read_ConflictWithoutDetails_StillSaysWhatToDo() => Assert.Equal(
        "HubSpot already has this contact: to update it, post to /contacts/v1/contact/createOrUpdate/email/{email}/.",
        _template.Read(ResponseStub.Of(409, (string?)null))?.Rejection);

    [Fact]
    public void Read_ValidationResults_AreQuoted() => Assert.Equal(
        IntegratorReading.Rejected(
            null,
            "HubSpot refused the lead (400): email: 'Email address x is invalid' (INVALID_EMAIL). Check these properties' names under Mapped To and their values."),
        _template.Read(ResponseStub.Of(400, Invalid)));

    [Fact]
    public void Read_ManyValidationResults_QuotesThreeOfThem()
    {
        string list = string.Join(",", Enumerable.Range(1, 2000).Select(i => $$"""{"message":"m{{i}}","name":"p{{i}}"}"""));

        string? rejection = _template.Read(ResponseStub.Of(400, $$"""{"validationResults":[{{list}}]}"""))?.Rejection;

        Assert.Equal(
            "HubSpot refused the lead (400): p1: 'm1'; p2: 'm2'; p3: 'm3'; and more. Check these properties' names under Mapped To and their values.",
            rejection);
    }

    [Theory]
    [InlineData(400, """{"status":"error","message":"Invalid input JSON"}""")]
    [InlineData(404, """{"status":"error","message":"resource not found"}""")]
    [InlineData(400, """{"validationResults":[]}""")]
    [InlineData(500, null)]
    public void Read_OtherFailures_AreLeftToTheGeneralRule(int status, string? body) => Assert.Null(_template.Read(ResponseStub.Of(status, body)));

    [Theory]
    [InlineData(400, Invalid)]
    [InlineData(409, Exists)]
    [InlineData(200, Exists)]
    [InlineData(403, Exists)]
    public void Read_AnyFieldMissingOrOdd_DoesNotThrow(int status, string body)
    {
        int read = 0;
        foreach (ResponseStub variant in ResponseStub.Variants(body))
        {
            IntegratorReading? reading = _template.Read(ResponseStub.Of(status, variant));
            Assert.NotEqual("", reading?.Rejection);
            read++;
        }

        Assert.True(read > 50);
    }
}

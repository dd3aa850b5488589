using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.BlueInkDigital;
using ConvosoConnect.Sdk.Integrators.HubSpot;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators;

/// <summary>Where a template has to choose between two readings, or counts up to a border.</summary>
public sealed class TemplateEdgeTests
{
    private const string Direct = "https://api.example.com/direct_post";
    private const string V1Batch = "https://api.hubapi.com/contacts/v1/contact/batch";
    private const string V3Upsert = "https://api.hubapi.com/crm/v3/objects/contacts/batch/upsert";
    private static readonly BlueInkDigitalTemplate BlueInk = new();
    private static readonly HubSpotV1Template V1 = new();
    private static readonly HubSpotV3Template V3 = new();

    [Fact]
    public void ShapeAndRead_Null_NameTheArgument()
    {
        foreach (IIntegratorTemplate template in new IIntegratorTemplate[] { BlueInk, V1, V3 })
        {
            Assert.Equal("request", Assert.Throws<ArgumentNullException>(() => template.Shape(null!)).ParamName);
            Assert.Equal("response", Assert.Throws<ArgumentNullException>(() => template.Read(null!)).ParamName);
        }
    }

    [Theory]
    [InlineData(199, false)]
    [InlineData(200, true)]
    [InlineData(299, true)]
    [InlineData(300, false)]
    public void IsSuccessStatusCode_OnBothSidesOfItsBorders_IsThatOf2xx(int status, bool expected) =>
        Assert.Equal(expected, ResponseStub.Of(status, "{}").IsSuccessStatusCode);

    [Fact]
    public void BlueInk_TwoFaultyKeys_TheFirstIsTold() =>
        Assert.Contains("'a..b'", BlueInk.Refusal(Direct, ("ok", 1), ("a..b", 1), ("c..d", 1)), StringComparison.Ordinal);

    [Fact]
    public void BlueInk_PlaceOfTheVeryFirstValue_IsTaken()
    {
        Assert.Contains("'data.a' and 'data.a.b'", BlueInk.Refusal(Direct, ("data.a", 1), ("data.a.b", 2)), StringComparison.Ordinal);
        Assert.Contains("'data.a.b' and 'data.a'", BlueInk.Refusal(Direct, ("data.a.b", 1), ("data.a", 2)), StringComparison.Ordinal);
        Assert.Contains("'city' and 'contact.city'", BlueInk.Refusal(Direct, ("city", 1), ("contact.city", 2)), StringComparison.Ordinal);
    }

    [Fact]
    public void BlueInk_ListThatNoMapperHasJoined_IsJoinedWithCommas()
    {
        LeadValue two = new string?[] { "a", "b" };

        Assert.Equal("""{"contact":{"city":"a,b"},"data":{"x":"a,b"}}""", BlueInk.Body(Direct, ("city", two), ("x", two)));
        Assert.Contains("'state' has 3 characters and may have at most 2", BlueInk.Refusal(Direct, ("state", two)), StringComparison.Ordinal);
        Assert.Contains("'own_property' must be true", BlueInk.Refusal(Direct, ("own_property", new string?[] { "1", "0" })), StringComparison.Ordinal);
    }

    [Fact]
    public void BlueInk_AnswersThatAreNoSuccess_AreQuotedWhole()
    {
        Assert.Equal(
            "Blue Ink Digital has taken a lead only when the status is success, and this response has no status: check the API URL and the lead with Blue Ink Digital.",
            BlueInk.Read(ResponseStub.Of(200, "{}"))?.Rejection);
        Assert.Equal(
            "Blue Ink Digital has taken a lead only when the status is success, and this response has status 'odd', reason 'why': "
            + "check the API URL and the lead with Blue Ink Digital.",
            BlueInk.Read(ResponseStub.Of(200, """{"status":"odd","reason":"why"}"""))?.Rejection);
    }

    [Fact]
    public void HubSpot_EntryThatSaysTheSameTwice_IsReadInTheOrderOfItsMeaning()
    {
        Assert.EndsWith("one: 'm' (c). Check the names under Mapped To and the values.", V3.Read(ResponseStub.Of(
            400, """{"errors":[{"message":"m","code":"c","error":"e","category":"k","name":"two","context":{"propertyName":"one"}}]}"""))?.Rejection, StringComparison.Ordinal);
        Assert.Contains("two: 'm' (e).", V1.Read(ResponseStub.Of(
            400, """{"validationResults":[{"message":"m","error":"e","category":"k","name":"two"}]}"""))?.Rejection, StringComparison.Ordinal);
    }

    [Fact]
    public void HubSpot_ScopesInSeveralPlaces_TheFirstEntryCounts()
    {
        string Entry(string scope) => $$$"""{"context":{"requiredScopes":["{{{scope}}}"]}}""";
        string Told(string body) => V3.Read(ResponseStub.Of(403, body))!.Rejection!;

        Assert.EndsWith("these scopes: one.", Told($$$"""{"errors":[{{{Entry("one")}}},{{{Entry("two")}}}],"context":{"requiredScopes":["three"]}}"""), StringComparison.Ordinal);
        Assert.EndsWith("these scopes: two.", Told($$$"""{"errors":[{},{{{Entry("two")}}}],"context":{"requiredScopes":["three"]}}"""), StringComparison.Ordinal);
        Assert.EndsWith("for contacts crm.objects.contacts.write.", Told("""{"context":{"other":"nothing of the kind"}}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void HubSpot_Sentences_AreToldToTheirEnd()
    {
        foreach (IIntegratorTemplate template in new IIntegratorTemplate[] { V1, V3 })
        {
            string Told(int status, string body, string authentication = "") =>
                template.Read(ResponseStub.Of(status, body, endpoint: new ConnectEndpoint { ApiAuthentication = authentication }))!.Rejection!;

            Assert.EndsWith("up to 24 hours, then send again.", Told(477, "{}"), StringComparison.Ordinal);
            Assert.EndsWith("a private app into Authorization Header, as Authorization: Bearer TOKEN.", Told(401, "{}", "hapikey=x"), StringComparison.Ordinal);
            Assert.EndsWith("at midnight in the account's time zone.", Told(429, """{"policyName":"daily"}"""), StringComparison.Ordinal);

            // The status says more than what else the body holds.
            Assert.StartsWith(
                "The access token has expired",
                Told(401, """{"error":"CONTACT_EXISTS","validationResults":[{"message":"m"}],"errors":[{"message":"m"}],"category":"EXPIRED_AUTHENTICATION"}"""),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void HubSpotV1_ContactExists_IsToldWhateverItsStatus() =>
        Assert.StartsWith(
            "HubSpot already has this contact (CONTACT_EXISTS):",
            V1.Read(ResponseStub.Of(400, """{"error":"CONTACT_EXISTS"}"""))?.Rejection,
            StringComparison.Ordinal);

    [Fact]
    public void HubSpotV1_ListAsIdentifier_IsJoinedWithSemicolons() =>
        Assert.Equal("""[{"vid":"1;2","properties":[]}]""", V1.Body(V1Batch, ("vid", new string?[] { "1", "2" })));

    [Fact]
    public void HubSpotV3_IdentifiersThatAreEmptyOrLists_FallBackOrAreJoined()
    {
        Assert.Equal(
            """{"inputs":[{"idProperty":"email","id":"a@b.co","properties":{}}]}""", V3.Body(V3Upsert, ("id", ""), ("email", "a@b.co")));
        Assert.Equal(
            """{"inputs":[{"idProperty":"a;b","id":"1;2","properties":{}}]}""",
            V3.Body(V3Upsert, ("idProperty", new string?[] { "a", "b" }), ("id", new string?[] { "1", "2" })));
    }

    [Theory]
    [InlineData(30, "its ID is 1")]
    [InlineData(31, "HubSpot reports a conflict")]
    public void HubSpotV3_ExistingId_IsTakenUpToThirtyDigits(int digits, string part) =>
        Assert.Contains(part, V3.Read(ResponseStub.Of(409, $$"""{"message":"Existing ID: {{new string('1', digits)}}"}"""))?.Rejection, StringComparison.Ordinal);
}

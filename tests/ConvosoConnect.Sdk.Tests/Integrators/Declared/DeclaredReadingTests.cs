using ConvosoConnect.Sdk.Integrators;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Integrators.Declared;

/// <summary>Responses, as integrators that are told by data read them.</summary>
public sealed class DeclaredReadingTests
{
    [Theory]
    [InlineData("""{"success":{"key":"outcome","values":["success"]},"errors":{"message":["reason"]}}""", 201, """{"outcome":"failure","reason":"bad phone"}""",
        "bad phone", "Vendor refused the lead (201): 'bad phone'.")]
    [InlineData("""{"success":{"key":"data.0.code","values":["SUCCESS"]},"errors":{"list":"data","message":["message"],"code":["code"],"field":["details.api_name"]},"advice":"Do it."}""",
        202, """{"data":[{"code":"INVALID_DATA","message":"invalid","details":{"api_name":"Email"}}]}""", "invalid", "Vendor refused the lead (202): Email: 'invalid' (INVALID_DATA). Do it.")]
    [InlineData("""{"errors":{"list":"","message":["message"],"code":["errorCode"]}}""", 400, """[{"message":"m1","errorCode":"C1"},{"message":"m2"}]""",
        "m1", "Vendor refused the lead (400): 'm1' (C1); 'm2'.")]
    [InlineData("""{"errors":{"list":"errors","message":["detail"],"nested":"causes","fallbacks":["title"]}}""", 400, """{"errors":[{"causes":[{"detail":"a"},{"detail":"b"},{"detail":"c"},{"detail":"d"}]}]}""",
        "a", "Vendor refused the lead (400): 'a'; 'b'; 'c'; and more.")]
    [InlineData("""{"errors":{"list":"errors","message":["detail"],"fallbacks":["title"]}}""", 400, """{"errors":[],"title":"no"}""", "no", "Vendor refused the lead (400): 'no'.")]
    [InlineData("""{"errors":{"list":"message","message":["detail"]}}""", 422, """{"message":["x","y"]}""", "x", "Vendor refused the lead (422): 'x'; 'y'.")]
    [InlineData("""{"errors":{"list":"message","message":["detail"]}}""", 422, """{"message":"x"}""", "x", "Vendor refused the lead (422): 'x'.")]
    [InlineData("""{"sentences":{"401":"Take another token."},"errors":{"message":["m"]}}""", 401, """{"m":"x"}""", "x", "Take another token.")]
    [InlineData("""{"success":{"statuses":[201]}}""", 200, "{}", null, "Vendor refused the lead (200) without saying why.")]
    [InlineData("""{"success":{"key":"authentic","values":["1"],"otherwise":"Not authentic."}}""", 200, """{"authentic":0}""", null, "Not authentic.")]
    public void Read_Refusal_TellsWhy(string rules, int status, string body, string? value, string sentence)
    {
        IntegratorReading reading = Definitions.WithResponse(rules).ToTemplate().Read(ResponseStub.Of(status, body))!;

        Assert.Equal((value, sentence), (reading.Value, reading.Rejection));
    }

    [Fact]
    public void Read_Success_HasTheValueOfKeyOrHeader()
    {
        Assert.Equal("data.id", Definitions.WithResponse("""{"key":"data.id"}""").ToTemplate().Read(ResponseStub.Of(200, "{}"))!.ResponseKey);
        Assert.Equal("", Definitions.WithResponse("""{"key":"data.id"}""").ToTemplate().Read(ResponseStub.Of(204, (string?)null))!.Value);
        Assert.Null(Definitions.WithResponse("""{"key":"data.id"}""").ToTemplate().Read(ResponseStub.Of(200, "{}", endpoint: new() { ResponseKey = "own" })));
        Assert.Null(Definitions.WithResponse("""{"success":{"key":"a"}}""").ToTemplate().Read(ResponseStub.Of(200, """{"a":1}""")));
        var response = new IntegratorResponse { Endpoint = new(), Path = "/", StatusCode = 201, Headers = [KeyValuePair.Create("location", "/leads/7")] };
        Assert.Equal("/leads/7", Definitions.WithResponse("""{"key":"header:Location"}""").ToTemplate().Read(response)!.Value);
        Assert.Null(Definitions.WithResponse("""{"errors":{"message":["m"]}}""").ToTemplate().Read(ResponseStub.Of(500, "{}")));
    }

    [Fact]
    public void Read_AnyShapeOfBody_NeverThrows()
    {
        IIntegratorTemplate template = Definitions.WithResponse(
            """{"key":"data.0.id","success":{"key":"data.0.code","values":["OK"]},"errors":{"list":"errors","message":["message"],"code":["code"],"field":["f"],"nested":"errors","fallbacks":["message"]}}""")
            .ToTemplate();

        Assert.All(
            ResponseStub.Variants("""{"data":[{"code":"OK","id":1}],"errors":[{"message":"m","code":"c","f":"x","errors":[{"message":"n"}]}],"message":"t"}"""),
            body => Assert.All((int[])[200, 400], status => template.Read(ResponseStub.Of(status, body))));
    }
}

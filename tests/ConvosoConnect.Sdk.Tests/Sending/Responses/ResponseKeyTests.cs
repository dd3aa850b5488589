using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Responses;

/// <summary>The forms of a Response Key.</summary>
public sealed class ResponseKeyTests(Receivers receivers) : IClassFixture<Receivers>
{
    private const string Json = """
        {"data.id":"dotted","/odd":"slashed","Data":{"0":"member","Id":5},"data":[{"id":7,"a/b":"x","m~n":"y"},{"id":8}],"SUCCESS":"upper","n":1.50,"big":12345678901234567890}
        """;

    private const string Xml = """
        <s:Response xmlns:s="urn:x"><Lead id="4" s:kind="hot"><Id>11</Id><Tag>a</Tag><Tag>b</Tag></Lead><Lead id="5"><Id>12</Id></Lead><status>OK</status></s:Response>
        """;

    [Theory]
    [InlineData("data.id", "dotted")]
    [InlineData("/odd", "slashed")]
    [InlineData("data.0.id", "7")]
    [InlineData("data.1.id", "8")]
    [InlineData("/data/0/id", "7")]
    [InlineData("/data/0/a~1b", "x")]
    [InlineData("/data/0/m~0n", "y")]
    [InlineData("Data.0", "member")]
    [InlineData("Data.Id", "5")]
    [InlineData("Data.ID", "5")]
    [InlineData("success", "upper")]
    [InlineData("n", "1.50")]
    [InlineData("big", "12345678901234567890")]
    [InlineData("data", """[{"id":7,"a/b":"x","m~n":"y"},{"id":8}]""")]
    public Task SendAsync_JsonKey_Finds(string key, string value) => ExpectAsync("JSON", Json, ",", key, value);

    [Theory]
    [InlineData("status", "OK")]
    [InlineData("STATUS", "OK")]
    [InlineData("Id", "11")]
    [InlineData("Response/Lead/Id", "11")]
    [InlineData("/Response/Lead/Id", "11")]
    [InlineData("Lead/@id", "4,5")]
    [InlineData("lead/@ID", "4,5")]
    [InlineData("Lead/@kind", "hot")]
    [InlineData("Lead/Tag", "a,b")]
    public Task SendAsync_XmlKey_Finds(string key, string value) => ExpectAsync("XML", Xml, ",", key, value);

    [Theory]
    [InlineData("value1,value2,value3", ",", "#0", "value1")]
    [InlineData("value1,value2,value3", ",", "#2", "value3")]
    [InlineData("id=7, STATUS : sold ", ",", "status", "sold")]
    [InlineData("id=7||status=a=b", "||", "status", "a=b")]
    [InlineData("id:7", "", "id", "7")]
    [InlineData("url:https://x.example/?a=1", "", "url", "https://x.example/?a=1")]
    public Task SendAsync_TextKey_Finds(string body, string delimiter, string key, string value) => ExpectAsync("TEXT", body, delimiter, key, value);

    [Theory]
    [InlineData("JSON", """{"ok":["a","b"]}""")]
    [InlineData("XML", "<r><ok>a</ok><ok>b</ok></r>")]
    public Task SendAsync_SeveralValues_AreJoinedWithTheDelimiter(string type, string body) => ExpectAsync(type, body, " | ", "ok", "a | b");

    private async Task ExpectAsync(string type, string body, string delimiter, string key, string value)
    {
        (ConnectResult result, _) = await Receivers.SendAsync(
            receivers.Answer(body, ""), e => e with { ResponseDataType = type, ResponseKey = key, Delimiter = delimiter });

        Assert.True(result.Succeeded, result.ToString());
        Assert.Equal(value, result.Value);
    }
}

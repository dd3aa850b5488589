using System.Text;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Receiving;

public sealed class ReceiveJsonTests
{
    [Fact]
    public async Task ReceiveAsync_TypedMembers_KeepTheirKind()
    {
        ReceiveResult result = await IncomingCalls.ReceiveAsync(IncomingCalls.Json(
            """{"t":"x","n":12345678901,"d":1.50,"neg":-0.5,"e":1e3,"yes":true,"no":false,"nil":null,"empty":"","huge":123456789012345678901234567890123}"""));
        IReadOnlyDictionary<string, LeadValue> lead = result.Lead!.Lead;

        Assert.Equal("x", lead["t"]);
        Assert.Equal(12345678901L, lead["n"]);
        Assert.Equal(1.50m, lead["d"]);
        Assert.Equal("1.50", lead["d"].ToString());
        Assert.Equal(-0.5m, lead["neg"]);
        Assert.Equal("1e3", lead["e"]);
        Assert.Equal(true, lead["yes"]);
        Assert.Equal(false, lead["no"]);
        Assert.True(lead["nil"].IsEmpty);
        Assert.True(lead["empty"].IsEmpty);
        Assert.Equal("123456789012345678901234567890123", lead["huge"]);
    }

    [Theory]
    [InlineData("""{"a":[1,"b",true,null,1.5]}""", "a=1;b;true;;1.5")]
    [InlineData("""{"a":[]}""", "a=")]
    [InlineData("""{"a": { "b" : [ 1, { "c" : "ä<\"" } ] } }""", """a={"b":[1,{"c":"ä<\""}]}""")]
    [InlineData("""{"a": [ [1], 2 ]}""", "a=[[1],2]")]
    [InlineData("""{"a":1,"b":2,"a":3}""", "a=3\nb=2")]
    [InlineData("""{"":1}""", "=1")]
    [InlineData("""{"a":"\ud83d\ude00"}""", "a=\U0001F600")]
    [InlineData("""{"a":"x\ud83dy","b":1}""", "a=x\\ud83dy\nb=1")]
    [InlineData("""{"a":{"b":"\ud83d"}}""", "a={\"b\":\"\\ud83d\"}")]
    [InlineData("{}", "")]
    public async Task ReceiveAsync_Shapes_AreReadAsTexts(string json, string fields) =>
        Assert.Equal(fields, IncomingCalls.Fields(await IncomingCalls.ReceiveAsync(IncomingCalls.Json(json))));

    [Theory]
    [InlineData("", "RequestInvalid: The payload says it is JSON")]
    [InlineData("{\"a\":1", "line 1")]
    [InlineData("{\n\"a\":x}", "line 2, byte 5")]
    [InlineData("{\"a\":1,}", "says it is JSON but is not")]
    [InlineData("// no\n{}", "says it is JSON but is not")]
    [InlineData("[1]", "a JSON Array, not an object")]
    [InlineData("\"x\"", "a JSON String, not an object")]
    [InlineData("null", "a JSON Null, not an object")]
    [InlineData("a=1", "says it is JSON but is not")]
    [InlineData("{\"a\\ud83d\":1}", "half of a surrogate pair")]
    public async Task ReceiveAsync_BadJson_IsRefusedWithItsPlace(string json, string sentence)
    {
        ReceiveResult result = await IncomingCalls.ReceiveAsync(IncomingCalls.Json(json.Length == 0 ? " " : json));

        Assert.False(result.Succeeded);
        Assert.Equal(ConnectErrorKind.RequestInvalid, result.Error.Kind);
        Assert.Contains(sentence, result.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/vnd.api+json; charset=utf-8")]
    public async Task ReceiveAsync_JsonTypesAndByteOrderMark_AreRead(string contentType)
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. "{\"a\":1}"u8];

        Assert.Equal("a=1", IncomingCalls.Fields(await IncomingCalls.ReceiveAsync(IncomingCalls.Of(body, contentType))));
        Assert.True((await IncomingCalls.ReceiveAsync(IncomingCalls.Of([0xEF, 0xBB, 0xBF], contentType))).Succeeded);
    }

    [Fact]
    public async Task ReceiveAsync_InvalidUtf8_IsReadWithReplacements()
    {
        byte[] value = [.. "{\"a\":\"x"u8, 0xFF, .. "\"}"u8];
        byte[] name = [.. "{\"a"u8, 0xC3, .. "\":[{\"b\":1}]}"u8];

        Assert.Equal("a=x\uFFFD", IncomingCalls.Fields(await IncomingCalls.ReceiveAsync(IncomingCalls.Of(value, "application/json"))));
        Assert.Equal("a\uFFFD=[{\"b\":1}]", IncomingCalls.Fields(await IncomingCalls.ReceiveAsync(IncomingCalls.Of(name, "application/json"))));
    }

    [Fact]
    public async Task ReceiveAsync_DeepOrWide_IsRefused()
    {
        string deep = "{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}";
        string wide = "{" + string.Join(',', Enumerable.Range(0, 10_001).Select(i => $"\"k{i}\":1")) + "}";

        Assert.Equal(ConnectErrorKind.RequestInvalid, (await IncomingCalls.ReceiveAsync(IncomingCalls.Json(deep))).Error!.Kind);
        Assert.Contains("10000 keys", (await IncomingCalls.ReceiveAsync(IncomingCalls.Json(wide))).Error!.Message, StringComparison.Ordinal);
        string text = new('ä', 1_000_000);
        Assert.Equal(text, (await IncomingCalls.ReceiveAsync(IncomingCalls.Json($$"""{"a":"{{text}}"}"""))).Lead!.Lead["a"].ToString());
        Assert.Equal(2_000_008, Encoding.UTF8.GetByteCount($$"""{"a":"{{text}}"}"""));
    }
}

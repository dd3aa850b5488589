using System.Buffers;
using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.BodyEncoders;

public sealed class JsonBodyEncoderTests
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("", "\"\"")]
    [InlineData("a\"b\\c/d", "\"a\\\"b\\\\c/d\"")]
    [InlineData("\b\f\n\r\t\u0001\u001f", "\"\\b\\f\\n\\r\\t\\u0001\\u001f\"")]
    [InlineData("<é–😀\u2028\u007f>", "\"<é–😀\u2028\u007f>\"")]
    public void Encode_Text_EscapesOnlyWhatJsonRequires(string value, string expected)
    {
        Assert.Equal("{\"k\":" + expected + "}", Encode(("k", value)));
    }

    [Fact]
    public void Encode_TypedValues_WritesThemBare()
    {
        Assert.Equal(
            "{\"n\":42,\"d\":1.50,\"f\":0.1,\"b\":true,\"t\":\"42\",\"e\":\"\"}",
            Encode(("n", 42), ("d", 1.50m), ("f", 0.1), ("b", true), ("t", "42"), ("e", default)));
    }

    [Fact]
    public void Encode_LoneSurrogates_BecomeReplacementCharacters() =>
        Assert.Equal("{\"k\":\"\ufffdx\ufffd\",\"l\":\"x\ufffd\"}", Encode(("k", "\ud800x\udc00"), ("l", "x\ud83d")));

    [Fact]
    public void Encode_EmptyPayload_IsAnEmptyObject() => Assert.Equal("{}", Encode());

    [Fact]
    public void Encode_KeyWithQuote_EscapesTheKey() => Assert.Equal("{\"a\\\"b\":\"1\"}", Encode(("a\"b", "1")));

    private static string Encode(params (string Key, LeadValue Value)[] fields)
    {
        var output = new ArrayBufferWriter<byte>();
        new JsonBodyEncoder().Encode(new Payload(fields.Select(f => new PayloadField(new PayloadKey(f.Key), f.Value))), output);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(output.WrittenSpan);
    }
}

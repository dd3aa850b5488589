using System.Text;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers;

public sealed class ResponseBodyTests
{
    [Fact]
    public void ReadAsText_NoUtf8AndNoCharset_IsReadAsWindows1252AndSoIsTextFromThenOn()
    {
        var body = new ResponseBody(new byte[] { 0x47, 0x72, 0xFC, 0x80 });

        Assert.Equal("Gr\ufffd\ufffd", body.Text);
        Assert.Equal("Grü€", body.ReadAsText());
        Assert.Equal("Grü€", body.Text);
    }

    [Fact]
    public void ReadAsText_CharsetOrUtf8_IsText()
    {
        Assert.Equal("é\ufffd", new ResponseBody(new byte[] { 0xC3, 0xA9, 0x80 }, charset: "utf-8").ReadAsText());
        Assert.Equal("é", new ResponseBody(new byte[] { 0xC3, 0xA9 }).ReadAsText());
    }

    [Fact]
    public void ReadAsUtf8_Utf8_AreTheBodysOwnBytesBehindTheMark()
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. "{}é"u8];
        var body = new ResponseBody(bytes);

        Assert.True(body.ReadAsUtf8().Span == bytes.AsSpan(3));
    }

    [Theory]
    [InlineData("iso-8859-1", new byte[] { 0xE9 }, "é")]
    [InlineData("utf-16", new byte[] { 0xFF, 0xFE, 0xE9, 0 }, "é")]
    [InlineData(null, new byte[] { 0x61, 0xFF }, "a\ufffd")]
    public void ReadAsUtf8_OtherBytes_AreTranscoded(string? charset, byte[] bytes, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(new ResponseBody(bytes, charset: charset).ReadAsUtf8().Span));

    [Fact]
    public void FromBody_BodyOfAnotherType_IsWhatItLooksLike()
    {
        Assert.Equal("an HTML page titled 'Sign in'", ResponseFault.FromBody(ParsedBodies.Body("<html><title>Sign in</title>")).ToString());
        Assert.Equal(ResponseFaultKind.Json, ResponseFault.FromBody(ParsedBodies.Body("{}")).Kind);
        Assert.Throws<ArgumentNullException>("body", () => ResponseFault.FromBody(null!));
    }
}

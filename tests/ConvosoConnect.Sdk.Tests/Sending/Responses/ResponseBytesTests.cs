using System.Text;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Responses;

/// <summary>Charsets, byte order marks, and bodies that hold nothing.</summary>
public sealed class ResponseBytesTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Theory]
    [InlineData("iso-8859-1", "iso-8859-1", "Änn é")]
    [InlineData("windows-1252", "\"windows-1252\"", "Änn € “x”")]
    [InlineData("utf-8", "utf-8", "Änn € 漢")]
    [InlineData("utf-8", "nonsense", "Änn € 漢")]
    [InlineData("utf-16", "utf-16", "Änn 漢 \U0001F600")]
    public async Task SendAsync_CharsetOfContentType_IsUsed(string charset, string named, string text)
    {
        byte[] Bytes(string body) => CodePagesEncodingProvider.Instance.GetEncoding(charset) is { } page ? page.GetBytes(body) : Encoding.GetEncoding(charset).GetBytes(body);

        foreach ((string type, string body) in new[] { ("JSON", $$"""{"ok":"{{text}}"}"""), ("XML", $"<r><ok>{text}</ok></r>"), ("TEXT", $"ok={text}") })
        {
            (ConnectResult result, var entry) = await Receivers.SendAsync(
                receivers.Answer(Bytes(body), $"text/plain; charset={named}"), e => e with { ResponseDataType = type });

            Assert.Equal(text, result.Value);
            Assert.True(result.Succeeded);
            Assert.Equal(body, entry.ResponseBody);
        }
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task SendAsync_ByteOrderMark_DecidesWhereNoCharsetIsGiven(string charset)
    {
        Encoding encoding = Encoding.GetEncoding(charset);
        foreach ((string type, string body) in new[] { ("JSON", """{"ok":"Änn"}"""), ("XML", "<r><ok>Änn</ok></r>"), ("TEXT", "ok=Änn") })
        {
            byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(body)];
            (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer(bytes, "text/plain"), e => e with { ResponseDataType = type });

            Assert.Equal("Änn", result.Value);
        }
    }

    public static TheoryData<string, byte[]> Blank => new()
    {
        { "white space", " \r\n\t \n"u8.ToArray() },
        { "UTF-8 mark", [0xEF, 0xBB, 0xBF] },
        { "UTF-8 mark and white space", [0xEF, 0xBB, 0xBF, 0x20, 0x0A] },
        { "UTF-16 mark", [0xFF, 0xFE] },
        { "UTF-16 mark and white space", [0xFF, 0xFE, 0x20, 0x00, 0x0D, 0x00, 0x00, 0x30] },
        { "big-endian mark", [0xFE, 0xFF] },
        { "no-break space", [0xC2, 0xA0] },
    };

    [Theory]
    [MemberData(nameof(Blank))]
    public async Task SendAsync_BlankBody_CountsAsEmpty(string what, byte[] body)
    {
        foreach (string type in new[] { "JSON", "XML", "TEXT" })
        {
            (ConnectResult keyed, _) = await Receivers.SendAsync(receivers.Answer(body, ""), e => e with { ResponseDataType = type });
            Assert.True(keyed.Error?.Kind == ConnectErrorKind.EmptyResponse, $"{what}, {type}: {keyed}");
            Assert.Null(keyed.Value);

            (ConnectResult whole, _) = await Receivers.SendAsync(receivers.Answer(body, ""), e => e with { ResponseDataType = type, ResponseKey = "" });
            Assert.True(whole.Succeeded, $"{what}, {type}: {whole}");
            Assert.Equal("", whole.Value);
        }
    }

    [Fact]
    public async Task SendAsync_InvalidUtf8_IsReadWithReplacements()
    {
        (ConnectResult result, _) = await Receivers.SendAsync(receivers.Answer([.. "{\"ok\":\"a"u8, 0xFF, .. "b\"}"u8], "application/json"));

        Assert.Equal("a\uFFFDb", result.Value);
    }

    [Fact]
    public async Task SendAsync_AnswerOverTheCap_IsTooLarge()
    {
        string body = $$"""{"ok":"{{new string('x', 2000)}}"}""";
        (ConnectResult result, var entry) = await Receivers.SendAsync(receivers.Answer(body), configure: o => o.MaxResponseBytes = 1000);
        (ConnectResult fits, _) = await Receivers.SendAsync(receivers.Answer(body), configure: o => o.MaxResponseBytes = body.Length);

        Assert.Equal(ConnectErrorKind.ResponseTooLarge, result.Error!.Kind);
        Assert.Contains("1000 bytes", result.Error.Message, StringComparison.Ordinal);
        Assert.Null(result.Value);
        Assert.Equal(body[..1000], entry.ResponseBody);
        Assert.True(fits.Succeeded);
    }

    [Fact]
    public async Task SendAsync_LongAnswer_IsCutInTheLogBetweenCharacters()
    {
        (ConnectResult result, var entry) = await Receivers.SendAsync(
            receivers.Answer("abc\U0001F600def", "text/plain"), e => e with { ResponseDataType = "TEXT", ResponseKey = "" }, configure: o => o.LogResponseLength = 4);

        Assert.Equal("abc\U0001F600def", result.Value);
        Assert.Equal("abc", entry.ResponseBody);
        Assert.Equal("abc…", entry.Result);
    }
}

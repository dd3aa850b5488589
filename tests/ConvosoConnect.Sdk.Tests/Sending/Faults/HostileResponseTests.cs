using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending.Faults;

/// <summary>Bodies made to hurt whoever reads them.</summary>
public sealed class HostileResponseTests
{
    private const int Deep = 100_000;

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task SendAsync_CompressedBodyIsGarbage_IsProtocol(string encoding)
    {
        Sent sent = await SendAsync($"Content-Encoding: {encoding}\r\n", Encoding.ASCII.GetBytes("this was never compressed, nor is it of any other use"));

        sent.ExpectNull(ConnectErrorKind.Protocol, "FOOOO", "answered 200, but the body that followed cannot be read", "Content-Encoding");
    }

    [Fact]
    public async Task SendAsync_GzipIsCutShort_IsNotTakenForWhole()
    {
        byte[] whole = Bombs.Gzip(Encoding.ASCII.GetBytes("""{"ok":"1"}"""));

        Sent sent = await SendAsync("Content-Encoding: gzip\r\n", whole[..^10]);

        Assert.Null(sent.Result.Value);
        Assert.Equal(ConnectErrorKind.ResponseUnreadable, sent.Result.Error?.Kind);
    }

    [Fact]
    public async Task SendAsync_GzipWithinGzip_IsUnpackedOnceAndUnreadable()
    {
        byte[] nested = Bombs.Gzip(Bombs.Gzip(Encoding.ASCII.GetBytes("""{"ok":"1"}""")));

        Sent sent = await SendAsync("Content-Encoding: gzip, gzip\r\n", nested);

        sent.ExpectNull(ConnectErrorKind.ResponseUnreadable, "OOOFO", "Content-Encoding 'gzip'");
    }

    [Fact]
    public async Task SendAsync_JsonBreaksAtTheLastByte_IsUnreadable()
    {
        byte[] body = Encoding.ASCII.GetBytes($"{{\"ok\":\"1\",\"x\":\"{new string('x', 1_000_000)}\"]");

        Sent sent = await SendAsync("Content-Type: application/json\r\n", body);

        sent.ExpectNull(ConnectErrorKind.ResponseUnreadable, "OOOFO", $"JSON that is invalid at byte {body.Length - 1}");
    }

    [Fact]
    public async Task SendAsync_JsonNested100000Deep_IsUnreadable()
    {
        Sent sent = await SendAsync("", Encoding.ASCII.GetBytes(new string('[', Deep) + new string(']', Deep)));

        sent.ExpectNull(ConnectErrorKind.ResponseUnreadable, "OOOFO", "JSON nested deeper than 512 levels");
    }

    [Fact]
    public async Task SendAsync_XmlNested100000Deep_IsUnreadable()
    {
        byte[] body = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<a>", Deep)) + string.Concat(Enumerable.Repeat("</a>", Deep)));

        Sent sent = await SendAsync("", body, e => e with { ResponseDataType = "XML" });

        sent.ExpectNull(ConnectErrorKind.ResponseUnreadable, "OOOFO", "XML nested deeper than 512 levels");
    }

    [Fact]
    public async Task SendAsync_BillionLaughs_IsRefused()
    {
        var body = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">");
        for (int i = 1; i < 10; i++)
        {
            body.Append(CultureInfo.InvariantCulture, $"<!ENTITY lol{i} \"{string.Concat(Enumerable.Repeat($"&lol{(i == 1 ? "" : i - 1)};", 10))}\">");
        }

        Sent sent = await SendAsync("", Encoding.ASCII.GetBytes($"{body}]><r><ok>&lol9;</ok></r>"), e => e with { ResponseDataType = "XML" });

        sent.ExpectNull(ConnectErrorKind.ResponseUnreadable, "OOOFO", "XML with a document type declaration, which is refused");
    }

    [Fact]
    public async Task SendAsync_ExternalEntity_IsNeverFetched()
    {
        await using var victim = FaultServer.Answer("HTTP/1.1 200 OK\r\n\r\nsecret");
        byte[] body = Encoding.ASCII.GetBytes(
            $"<!DOCTYPE r [<!ENTITY e SYSTEM \"{victim.Url}/e\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]><r><ok>&e;&f;</ok></r>");

        Sent sent = await SendAsync("Content-Type: text/xml\r\n", body, e => e with { ResponseDataType = "XML" });

        sent.ExpectNull(ConnectErrorKind.ResponseUnreadable, "OOOFO", "document type declaration");
        Assert.Equal(0, victim.Connections);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8", "\uFFFDnn")]
    [InlineData("application/json; charset=iso-8859-1", "Änn")]
    [InlineData("application/json; charset=windows-1252", "Änn")]
    [InlineData("application/json; charset=x-klingon", "\uFFFDnn")]
    [InlineData("application/json; charset=\"", "\uFFFDnn")]
    [InlineData("application/json; charset=utf-7", "\uFFFDnn")]
    public async Task SendAsync_CharsetWrongOrUnknown_AsciiStaysReadable(string type, string value)
    {
        Sent sent = await SendAsync($"Content-Type: {type}\r\n", Encoding.Latin1.GetBytes("{\"ok\":\"Änn\"}"));

        Assert.Equal(value, sent.Result.Value);
    }

    [Fact]
    public async Task SendAsync_LoneSurrogateEscape_BecomesReplacementCharacter()
    {
        Sent sent = await SendAsync("", "{\"ok\":\"a\\ud800b\"}"u8.ToArray());

        Assert.Equal("a\uFFFDb", sent.Result.Value);
        Assert.Equal("a\uFFFDb", sent.Entry.Result);
    }

    [Fact]
    public async Task SendAsync_BodyOfNuls_IsUnreadable()
    {
        Sent sent = await SendAsync("", new byte[10_000]);

        sent.ExpectNull(ConnectErrorKind.ResponseUnreadable, "OOOFO", "binary data");
    }

    [Fact]
    public async Task SendAsync_NulWithinAValue_StaysInTheValueAndOutOfSentences()
    {
        Sent sent = await SendAsync("", "{\"ok\":\"a\\u0000b\"}"u8.ToArray(), e => e with { SuccessValues = ["yes"] });

        Assert.Equal("a\0b", sent.Result.Value);
        Assert.DoesNotContain(sent.Result.Error!.Message, char.IsControl);
    }

    [Fact]
    public async Task SendAsync_AnswerCutForTheLogWithinACharacter_StaysText()
    {
        await using var server = FaultServer.Answer("", Encoding.UTF8.GetBytes("{\"ok\":\"😀\"}"));
        await using var lab = new FaultLab(o => o.LogResponseLength = 8);

        Sent sent = await lab.SendAsync(server.Url);

        Assert.Equal("{\"ok\":\"", sent.Entry.ResponseBody);
        Assert.Equal("😀", sent.Entry.Result);
    }

    private static async Task<Sent> SendAsync(string headers, byte[] body, Func<ConnectEndpoint, ConnectEndpoint>? change = null)
    {
        await using var server = FaultServer.Answer(headers, body);
        await using var lab = new FaultLab();
        ConnectEndpoint endpoint = FaultLab.Endpoint(server.Url);
        Sent sent = await lab.SendAsync(change?.Invoke(endpoint) ?? endpoint);
        Assert.InRange(sent.Result.Duration, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        return sent;
    }
}

using System.Buffers;
using System.Xml.Linq;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Sending;

public sealed class AddedEncoderAndParserTests(Receivers receivers) : IClassFixture<Receivers>
{
    [Fact]
    public async Task SendAsync_AddedEncoder_WritesTheBodyAndItsContentType()
    {
        string url = receivers.Answer("""{"ok":1}""");
        (ConnectResult result, var entry) = await Receivers.SendAsync(url, e => e with { PostDataType = "xml-lead" }, b => b.AddBodyEncoder<XmlEncoder>());

        Assert.True(result.Succeeded, result.ToString());
        SeenRequest seen = Assert.Single(receivers.Seen(url));
        Assert.Equal("application/xml", seen.Headers["Content-Type"]);
        Assert.Equal(seen.Text, entry.InputData!.Body);
        XElement lead = XElement.Parse(seen.Text);
        Assert.Equal(["email", "name"], lead.Elements("f").Select(f => f.Attribute("name")!.Value));
        Assert.Equal(["ann@example.com", "Änn \"A\""], lead.Elements("f").Select(f => f.Value));
    }

    [Fact]
    public async Task SendAsync_AddedEncoder_YieldsToTheContentTypeOfTheEndpoint()
    {
        string url = receivers.Answer("""{"ok":1}""");
        await Receivers.SendAsync(
            url, e => e with { PostDataType = "XML-LEAD", AuthorizationHeader = "Content-type: text/xml; charset=utf-8" }, b => b.AddBodyEncoder<XmlEncoder>());

        Assert.Equal("text/xml; charset=utf-8", Assert.Single(receivers.Seen(url)).Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("1;ref-7", "reference", "ref-7", null)]
    [InlineData("1;ref-7", "", "1;ref-7", null)]
    [InlineData("0;ref-7", "digit", "0", ConnectErrorKind.Rejected)]
    [InlineData("1;", "reference", null, ConnectErrorKind.ResponseKeyNull)]
    [InlineData("1;x", "referense", null, ConnectErrorKind.ResponseKeyNotFound)]
    [InlineData("nonsense", "digit", null, ConnectErrorKind.ResponseUnreadable)]
    public async Task SendAsync_AddedParser_ReadsTheAnswer(string body, string key, string? value, ConnectErrorKind? kind)
    {
        (ConnectResult result, _) = await Receivers.SendAsync(
            receivers.Answer(body, "text/plain"), e => e with { ResponseDataType = "DIGIT", ResponseKey = key }, b => b.AddResponseParser<DigitParser>());

        Assert.Equal(value, result.Value);
        Assert.Equal(kind, result.Error?.Kind);
        if (kind == ConnectErrorKind.ResponseKeyNotFound)
        {
            Assert.Contains("reference", result.Error!.Message, StringComparison.Ordinal);
        }
        else if (kind == ConnectErrorKind.ResponseUnreadable)
        {
            Assert.Contains("something without a digit, not like DIGIT", result.Error!.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task SendAsync_EncoderWritesTooMuch_IsRefusedBeforeItIsSent()
    {
        string url = receivers.Answer("{}");
        var encoder = new Scripted
        {
            OnEncode = (_, output) =>
            {
                for (int i = 0; i < 10_000; i++)
                {
                    output.Write(new byte[1000]);
                }
            },
        };
        (ConnectResult result, _) = await Receivers.SendAsync(
            url, e => e with { PostDataType = "Scripted" }, b => b.Services.AddSingleton<IBodyEncoder>(encoder), o => o.MaxRequestBytes = 50_000);

        Assert.Equal(ConnectErrorKind.RequestInvalid, result.Error!.Kind);
        Assert.Contains("50000 bytes", result.Error.Message, StringComparison.Ordinal);
        Assert.Empty(receivers.Seen(url));
    }

    [Theory]
    [InlineData("text/plain\r\nX-Evil: 1")]
    [InlineData("text/plän")]
    public async Task SendAsync_EncoderWithABadMediaType_IsRefused(string mediaType)
    {
        string url = receivers.Answer("{}");
        var encoder = new Scripted { MediaType = mediaType };
        (ConnectResult result, _) = await Receivers.SendAsync(
            url, e => e with { PostDataType = "Scripted" }, b => b.Services.AddSingleton<IBodyEncoder>(encoder));

        Assert.Equal(ConnectErrorKind.RequestInvalid, result.Error!.Kind);
        Assert.Contains("'Scripted'", result.Error.Message, StringComparison.Ordinal);
        Assert.Empty(receivers.Seen(url));
    }

    [Fact]
    public async Task SendAsync_ParserReturnsNull_IsNoSuccess()
    {
        var parser = new Scripted { OnParse = _ => null! };
        (ConnectResult result, _) = await Receivers.SendAsync(
            receivers.Answer("x"),
            e => e with { ResponseDataType = "Scripted", ResponseKey = "", RequestMethod = RequestMethod.Get },
            b => b.Services.AddSingleton<IResponseParser>(parser));

        Assert.Equal(ConnectErrorKind.AppFailed, result.Error!.Kind);
        Assert.Contains("'Scripted' returned null", result.Error.Message, StringComparison.Ordinal);
    }
}

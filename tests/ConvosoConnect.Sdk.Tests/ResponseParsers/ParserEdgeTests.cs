using System.Text;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.ResponseParsers.Json;
using ConvosoConnect.Sdk.ResponseParsers.Text;
using ConvosoConnect.Sdk.ResponseParsers.Xml;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers;

/// <summary>Where a parser has to choose between two readings, or stops at a border.</summary>
public sealed class ParserEdgeTests
{
    [Fact]
    public void Parse_Null_NamesTheArgument()
    {
        foreach (IResponseParser parser in new IResponseParser[] { new JsonResponseParser(), new XmlResponseParser(), new TextResponseParser() })
        {
            Assert.Equal("body", Assert.Throws<ArgumentNullException>(() => parser.Parse(null!)).ParamName);
        }
    }

    [Theory]
    [InlineData("a=1;b=2", "c", "(missing)")]
    [InlineData("a=1;B=2", "b", "2")]
    [InlineData("B=1;b=2;b=3", "b", "2")]
    [InlineData("B=1;b:2", "b", "2")]
    [InlineData("B=1;x;=3", "b", "1")]
    [InlineData("a=1;b=2", "#0", "a=1")]
    [InlineData("a=1;b=2", "#2", "(missing)")]
    [InlineData("=1", "", "1")]
    public void Text_Find_ChoosesTheSegment(string text, string key, string expected) => Assert.Equal(expected, ParsedBodies.Show(ParsedBodies.Text(text).Find(key, ";")));

    [Theory]
    [InlineData("a=1;b=2\nc=3\td=4&e=5|f=6,g=7\rh=8", "a b c d e f g h")]
    [InlineData("=1;a=2", "a")]
    public void Text_Keys_AreFoundBetweenTheUsualDelimiters(string text, string expected) => Assert.Equal(expected, string.Join(' ', ParsedBodies.Text(text).Keys));

    [Theory]
    [InlineData("""{"a":{"x~1y":1,"x/y":2}}""", "a.x~1y", "1")]
    [InlineData("""{"a":{"x~1y":1,"x/y":2}}""", "/a/x~1y", "2")]
    [InlineData("""{"a":{"x~y":1}}""", "/a/x~0y", "1")]
    [InlineData("""{"r":{"a":1,"a":2,"A":3}}""", "r.a", "2")]
    [InlineData("""{"r":{"A":3,"a":1,"a":2,"A":4}}""", "r.a", "2")]
    [InlineData("""{"r":{"A":3,"aB":1}}""", "r.a", "3")]
    public void Json_Find_ChoosesTheMember(string json, string key, string expected) => Assert.Equal(expected, ParsedBodies.Show(ParsedBodies.Json(json).Find(key, ";")));

    [Theory]
    [InlineData("""{"message":"m","error":"e"}""", "m")]
    [InlineData("""{"error":"e","error_description":"d"}""", "e")]
    [InlineData("""{"error":{"message":"e"},"detail":"d"}""", "e")]
    [InlineData("""{"error_description":"e","title":"t"}""", "e")]
    [InlineData("""{"detail":"d","title":"t"}""", "d")]
    [InlineData("""{"title":"t","reason":"r"}""", "t")]
    [InlineData("""{"reason":"r","errors":["x"]}""", "r")]
    [InlineData("""{"errors":[{"message":"m"}]}""", "m")]
    [InlineData("""{"errors":["x"]}""", "x")]
    [InlineData("""[{"message":"m","errorCode":"INVALID_FIELD"}]""", "m")]
    [InlineData("""["x"]""", "x")]
    [InlineData("""{"errors":[{"msg":"m","param":"email"}]}""", "m")]
    [InlineData("""{"detail":[{"loc":["body"],"msg":"m"}]}""", "m")]
    [InlineData("""{"statusCode":400,"message":["a","b"],"error":"Bad Request"}""", "a; b")]
    [InlineData("""{"message":[],"error":"e"}""", "e")]
    [InlineData("""{"message":[{"a":1}],"error":"e"}""", "e")]
    public void Json_Message_IsTakenFromTheFirstUsualPlace(string json, string expected) => Assert.Equal(expected, ParsedBodies.Json(json).Message);

    [Theory]
    [InlineData("utf-16", "utf-16BE", "a")]
    [InlineData("utf-16", "utf-16", "a")]
    [InlineData("utf-16BE", "utf-16", "a")]
    [InlineData("utf-32", "utf-32BE", "a")]
    [InlineData("utf-8", "utf-8", "a")]
    [InlineData("iso-8859-1", "utf-8", "a")]
    [InlineData("utf-16BE", "utf-8", "a")]
    [InlineData("utf-7", "utf-16", "a")]
    [InlineData("", "utf-8", "a")]
    [InlineData(" \"UTF-16\" ", "utf-16BE", "a")]
    public void Decode_MarkAndCharset_ChooseTheEncoding(string charset, string written, string expected)
    {
        Encoding encoding = Encoding.GetEncoding(written);

        Assert.Equal(expected, ResponseText.Decode([.. encoding.GetPreamble(), .. encoding.GetBytes("a")], charset));
    }

    [Theory]
    [InlineData("<r xmlns:p='u' id='7'/>", "@id", "7")]
    [InlineData("<r xmlns:id='u'/>", "@id", "(missing)")]
    [InlineData("<r xmlns:id='u' id='7'/>", "@id", "7")]
    public void Xml_Find_TakesNoDeclarationForAnAttribute(string xml, string key, string expected) =>
        Assert.Equal(expected, ParsedBodies.Show(ParsedBodies.Xml(xml).Find(key, ";")));

    [Fact]
    public void Xml_EmptyElements_CountForNoDepth()
    {
        string many = string.Concat(Enumerable.Repeat("<e/>", 2000));

        Assert.Null(ParsedBodies.Xml($"<r>{many}<ok>1</ok></r>").Fault);
        Assert.Equal("1", ParsedBodies.Show(ParsedBodies.Xml($"<r>{many}<ok>1</ok></r>").Find("ok", ";")));
    }

    [Theory]
    [InlineData("<r><![CDATA[a\"b<c]]></r>", "<r>a\"b&lt;c</r>")]
    [InlineData("<r a='\"'>\"</r>", "<r a=\"&quot;\">\"</r>")]
    public void Xml_Whole_EscapesQuotesInAttributesOnly(string xml, string expected) => Assert.Equal(expected, ParsedBodies.Xml(xml).Whole);
}

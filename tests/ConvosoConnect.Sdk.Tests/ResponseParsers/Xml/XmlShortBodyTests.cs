using System.Text;
using System.Xml.Linq;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.ResponseParsers.Xml;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers.Xml;

/// <summary>Short answers are read by a smaller buffer than long ones, and as the same.</summary>
public sealed class XmlShortBodyTests
{
    // Space after the root element, which makes a body a long one and tells nothing.
    private static readonly string Padding = new(' ', 4000);

    [Theory]
    [InlineData("<r/>")]
    [InlineData("<r>a&lt;b&#10;c&#13;d</r>")]
    [InlineData("<r a='1' b=\"&quot;\" xmlns:p='u' p:c='2'> <p:x/>\n\t<y> </y></r>")]
    [InlineData("<s:Envelope><s:Body>undeclared</s:Body></s:Envelope>")]
    [InlineData("<r xmlns='u' xml:space='preserve' xml:lang='de'> ö 漢字 😀 </r>")]
    [InlineData("<?xml version='1.0' encoding='utf-16'?><r>declared otherwise</r>")]
    [InlineData(" \n<r>]]&gt;</r>\n")]
    [InlineData("<r>&unknown;</r>")]
    [InlineData("<r><a></r>")]
    [InlineData("<r a='1' a='2'/>")]
    [InlineData("<r>a & b</r>")]
    [InlineData("<r/><r/>")]
    [InlineData("<r/>text")]
    [InlineData("<1/>")]
    public void Parse_ShortBody_IsReadAsALongOne(string xml)
    {
        ParsedResponse small = ParsedBodies.Xml(xml);
        ParsedResponse large = ParsedBodies.Xml(xml + Padding);

        Assert.Equal((large.Fault, large.Whole, large.Message), (small.Fault, small.Whole, small.Message));
        Assert.Equal(large.Keys, small.Keys);
    }

    [Fact]
    public void Parse_AnswerOfAKilobyte_TakesAtMostHalfMoreThanXDocument()
    {
        const string Record = "<record id=\"1\"><email>person1@example.com</email><name>P&amp;rson 1</name><active>true</active></record>";
        byte[] body = Encoding.UTF8.GetBytes($"<response>{string.Concat(Enumerable.Repeat(Record, 9))}<id>7</id></response>");
        var parser = new XmlResponseParser();

        long ours = Allocated(() => parser.Parse(new ResponseBody(body, "text/xml", "utf-8")).Find("id", ",").Text);
        long theirs = Allocated(() => XDocument.Load(new MemoryStream(body)).Descendants("id").First().Value);

        Assert.InRange(ours, 1, theirs * 3 / 2);
    }

    private static long Allocated(Func<string?> find)
    {
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("7", find());
        }

        return Allocations.Least(() => find());
    }
}

using System.Text;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.ResponseParsers.Xml;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers.Xml;

/// <summary>The framework's reader gives what AngleSharp.Xml gives, within a bound of memory; only what it rejects is read by the other.</summary>
public sealed class XmlReadingTests
{
    private const int Mebibyte = 1 << 20;
    private const int MostMegabytes = 16;

    private static readonly string[] Pieces =
    [
        "<a>", "</a>", "<b x='1'>", "</b>", "<c/>", "<p:a>", "</p:a>", "<:a/>", "<a:/>", "<a:b:c/>", "x", " ", "\n", "\r\n", "\r",
        "&amp;", "&#10;", "&#13;", "&#32;", "&#x1F600;", "&#0;", "&#xD800;", "&nbsp;", "<![CDATA[ ]]>", "<![CDATA[a<b\r\n]]>", "<![CDATA[]]>", "<!-- a -- b -->", "<?pi x?>",
        "ü", "\u00A0", "<a b=' \r\n\t &#10; &lt;' c=\"it's\"/>", "<a b='1' b='2'/>", "<a b='1'c='2'/>", "<a p:b='1' xmlns:p='u' xmlnsx='y' xmlns='v'/>",
        "<a xsi:nil='true'>t</a>", "<a :nil='1'>t</a>", "<a nil='1'>t</a>", "<", ">", "&", "]]>", "<a b=1/>", "<a\n b = '\u00A0x\u2028' />", "<Ͱ/>",
        "<xml:a xml:space='bad'/>", "<a xmlns:='2' xmlns:x=''/>", "<message>m</message>", "<error><code>1</code></error>",
    ];

    private static readonly string[] Keys = ["a", "b", "x", "a/b", "@b", "@x", "b/@x", "/a", "c", "b:c", "@nil", "A", "r/a", "@xmlns", "@p", "", "/"];

    [Theory]
    [InlineData("<soap:Envelope><soap:Body><ns1:id xsi:nil=\"false\">7</ns1:id></soap:Body></soap:Envelope>")]
    [InlineData("\r\n <?xml version='1.0' encoding='utf-8'?>\r\n<r>\r\n <a b='1'/>\r\n</r>\r\n")]
    [InlineData("<r><!-- a -- b --->ok<!----></r>")]
    [InlineData("<r>a&lt;b<![CDATA[<c>\r\n]]>d<i>e</i> <i/></r>")]
    [InlineData("<r><i>1</i><i>2</i><n:i>3</n:i></r>")]
    public void WellFormed_SoundBody_IsReadAsByTheOtherReader(string xml)
    {
        Assert.Null(XmlIntake.Fault(xml, out XmlIntake intake));

        XmlTree? tree = XmlReading.ReadWellFormed(intake, out ResponseFault? fault);

        Assert.Null(fault);
        Assert.NotNull(tree);
        Assert.Equal(All(new XmlResponse(XmlReading.ReadTolerantly(intake, xml.Length, out _)!)), All(new XmlResponse(tree)));
    }

    [Fact]
    public void WellFormed_RandomBodies_AreReadAsByTheOtherReaderOrLeftToIt()
    {
        var random = new Random(20_261_126);
        (int read, int left) = (0, 0);
        for (int i = 0; i < 10_000; i++)
        {
            string xml = "<r>" + string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Pieces[random.Next(Pieces.Length)])) + "</r>";
            if (XmlIntake.Fault(xml, out XmlIntake intake) is not null)
            {
                continue;
            }

            XmlTree? tree = XmlReading.ReadWellFormed(intake, out _);
            XmlTree? other = XmlReading.ReadTolerantly(intake, xml.Length, out _);
            Assert.True(tree is null || other is not null, xml);
            (read, left) = tree is not null ? (read + 1, left) : other is not null ? (read, left + 1) : (read, left);
            if (tree is not null)
            {
                Assert.Equal((xml, All(new XmlResponse(other!))), (xml, All(new XmlResponse(tree))));
            }
        }

        // Both readers are at work.
        Assert.InRange(read, 1_000, 9_000);
        Assert.InRange(left, 50, 2_000);
    }

    [Theory]
    [InlineData("<r>", "<a/>", "</r>")]
    [InlineData("<r>", "x<a/>", "</r>")]
    [InlineData("<r>", "<a>x</a>", "</r>")]
    [InlineData("<r>", "<a b='c'/>", "</r>")]
    [InlineData("<r>", "x", "</r>")]
    [InlineData("<r>", "&lt;", "</r>")]
    [InlineData("<r>", "\r\n", "</r>")]
    [InlineData("<r>", "x<![CDATA[y]]>", "</r>")]
    [InlineData("<r><![CDATA[", "<", "]]></r>")]
    [InlineData("<r a='", "x", "'/>")]
    [InlineData("<r", "x", "/>")]
    [InlineData("<r>", "<!---->x", "</r>")]
    [InlineData("<r>", "<a/>", "<r>")]
    public void Parse_MebibyteOfAnything_AllocatesLittle(string before, string repeated, string after) =>
        Assert.InRange(
            Allocated(before + string.Concat(Enumerable.Repeat(repeated, (Mebibyte - before.Length - after.Length) / repeated.Length)) + after, out _),
            1, MostMegabytes);

    [Fact]
    public void Parse_MebibyteOfAttributes_AllocatesLittle()
    {
        string element = $"<a{string.Concat(Enumerable.Range(0, XmlIntake.MaxAttributes).Select(i => $" {Short(i)}=''"))}/>";

        double allocated = Allocated($"<r>{string.Concat(Enumerable.Repeat(element, Mebibyte / element.Length))}</r>", out ParsedResponse parsed);

        Assert.Null(parsed.Fault);
        Assert.InRange(allocated, 1, MostMegabytes);
    }

    [Fact]
    public void Parse_NamesThatAllDiffer_AreBounded()
    {
        string few = $"<r>{string.Concat(Enumerable.Range(0, XmlReading.MaxNames - 1).Select(i => $"<{Short(i)}/>"))}</r>";
        string many = $"<r>{string.Concat(Enumerable.Range(0, Mebibyte / 7).Select(i => $"<{Short(i)}/>"))}</r>";

        Assert.Null(ParsedBodies.Xml(few.Replace("<r>", "<a>", StringComparison.Ordinal).Replace("</r>", "</a>", StringComparison.Ordinal)).Fault);
        Assert.InRange(Allocated(many, out ParsedResponse parsed), 1, MostMegabytes);
        Assert.Equal("XML with more than 20000 different names", parsed.Fault?.ToString());
    }

    [Fact]
    public void Parse_IllFormedAndLarge_IsNotReadAllTheSame()
    {
        Assert.Equal("1", ParsedBodies.Xml($"<r>{string.Concat(Enumerable.Repeat("<a/>", 40_000))}<Ͱ>1</Ͱ></r>").Find("Ͱ", ",").Text);
        Assert.Equal(
            "XML that is not well-formed, and too large to be read in spite of that",
            ParsedBodies.Xml($"<r>{string.Concat(Enumerable.Repeat("<a/>", 50_000))}<Ͱ>1</Ͱ></r>").Fault?.ToString());
    }

    private static string All(XmlResponse parsed) =>
        string.Join('|', [parsed.Whole, parsed.Message, .. parsed.Keys, .. Keys.Select(key => $"{key}={ParsedBodies.Show(parsed.Find(key, ";"))}")]);

    /// <summary>The megabytes that it takes to parse a body and to look for a key in vain.</summary>
    private static double Allocated(string xml, out ParsedResponse parsed)
    {
        var body = new ResponseBody(Encoding.UTF8.GetBytes(xml));
        long before = GC.GetAllocatedBytesForCurrentThread();
        parsed = new XmlResponseParser().Parse(body);
        _ = parsed.Find("none", ",");
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Mebibyte;
    }

    /// <summary>The name of this number, of one to three letters for the first hundred thousand.</summary>
    private static string Short(int number)
    {
        const string letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        return number < letters.Length ? letters[number].ToString() : Short((number / letters.Length) - 1) + letters[number % letters.Length];
    }
}

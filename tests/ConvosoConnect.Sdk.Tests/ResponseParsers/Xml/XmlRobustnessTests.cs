using System.Text;
using System.Xml.Linq;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.ResponseParsers.Xml;
using ConvosoConnect.Sdk.Tests.Support;
using CsCheck;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers.Xml;

public sealed class XmlRobustnessTests
{
    private const int Mebibyte = 1 << 20;
    private const string Valid = """
        <?xml version="1.0"?><r xmlns:x="u"><!-- c - d --><x:lead id="7" k='v'>a &amp; b<![CDATA[<c>]]></x:lead><x:lead/><?p q?><e>&#233;</e></r>
        """;

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.OneOf("", " ", "x", "&", "<", ">", "]]>", "\"", "ü", "\U0001F600", "\n", "&amp;"),
        Gen.String[Gen.Char['!', '~'], 0, 8]);

    private static readonly Gen<XElement> Documents = Gen.Recursive<XElement>((depth, self) => Gen.Select(
        Gen.OneOf("a", "b", "A", "Lead", "id"),
        Gen.OneOf("k", "K", "id").Array[0, 3],
        depth > 4
            ? Texts.Select(text => new object[] { text })
            : Gen.OneOf(Texts.Select(text => new object[] { text }), self.Array[0, 4].Select(items => items.Cast<object>().ToArray())),
        (name, attributes, content) => new XElement(name, attributes.Distinct().Select(attribute => new XAttribute(attribute, "v<&\"'" + attribute)), content)));

    [Fact]
    public void Find_RandomDocuments_AgreesWithLinqToXml() =>
        Gen.Select(Documents, Gen.OneOf("a", "b", "A", "Lead", "id").Array[1, 3], Gen.Bool).Sample(
            (root, path, indented) =>
            {
                var parsed = ParsedBodies.Xml(root.ToString(indented ? SaveOptions.None : SaveOptions.DisableFormatting));
                Assert.Null(parsed.Fault);
                Assert.Equal(Expected(root, path), ParsedBodies.Show(parsed.Find(string.Join('/', path), "|")));
                Assert.True(XNode.DeepEquals(Normal(root), Normal(XElement.Parse(parsed.Whole, LoadOptions.PreserveWhitespace))), parsed.Whole);
            },
            iter: 3_000,
            seed: "0000KOIPe036");

    [Fact]
    public void Parse_RandomMutations_AcceptsNothingThatMakesItThrow()
    {
        var random = new Random(20_260_102);
        byte[] valid = Encoding.UTF8.GetBytes(Valid);
        int accepted = 0;
        for (int i = 0; i < 10_000; i++)
        {
            byte[] bytes = ParsedBodies.Mutate(valid, random);
            var parsed = new XmlResponseParser().Parse(new ResponseBody(bytes));
            Assert.True(ParsedBodies.ReadAll(parsed, "lead", "r/lead/@id", "/R/E", "@k") >= 0);
            if (parsed.Fault is null)
            {
                accepted++;
                Assert.Equal(parsed.Whole, new XmlResponseParser().Parse(new ResponseBody(Encoding.UTF8.GetBytes(parsed.Whole))).Whole);
            }
        }

        Assert.InRange(accepted, 500, 9_500);
    }

    [Theory]
    [InlineData(512, null)]
    [InlineData(513, "XML nested deeper than 512 levels")]
    [InlineData(100_000, "XML nested deeper than 512 levels")]
    public void Parse_DeepNesting_IsBounded(int levels, string? fault)
    {
        string xml = string.Concat(Enumerable.Repeat("<a>", levels)) + "x" + string.Concat(Enumerable.Repeat("</a>", levels));
        var parsed = ParsedBodies.Xml(xml);

        Assert.Equal(fault, parsed.Fault?.ToString());
        Assert.Equal(fault is null ? xml : "", parsed.Whole);
        Assert.Equal("XML nested deeper than 512 levels", ParsedBodies.Xml(string.Concat(Enumerable.Repeat("<a>", Mebibyte / 3))).Fault?.ToString());
    }

    [Fact]
    public void Parse_ManyAttributes_IsBounded()
    {
        string few = string.Concat(Enumerable.Range(0, 256).Select(i => $" a{i}='1'"));
        string many = string.Concat(Enumerable.Range(0, 100_000).Select(i => $" a{i}='1'"));

        Assert.Equal("1", ParsedBodies.Xml($"<r{few}/>").Find("@a255", ",").Text);
        Assert.Equal("XML with more than 256 attributes on one element", ParsedBodies.Xml($"<r{few} x='1'/>").Fault?.ToString());
        Assert.Equal("XML with more than 256 attributes on one element", ParsedBodies.Xml($"<r{many}/>").Fault?.ToString());
    }

    [Theory]
    [InlineData("<r><!--", "-x", "--></r>")]
    [InlineData("<r>", "x<![CDATA[y]]>", "</r>")]
    [InlineData("<r>", "<!---->x", "</r>")]
    [InlineData("<r>", "<?p?>x", "</r>")]
    [InlineData("<r>", "&amp;", "</r>")]
    [InlineData("<r>", "<a/>", "</r>")]
    [InlineData("<r>", "<a>x</a>", "</r>")]
    [InlineData("<r>", "<a b='c'/>", "</r>")]
    [InlineData("<r>", "]", "</r>")]
    [InlineData("<r>", "\r\n", "</r>")]
    [InlineData("<r a='", "&lt;", "'/>")]
    [InlineData("", "<!---->", "<r/>")]
    public void Parse_MebibyteOfOneThing_IsReadInTime(string before, string repeated, string after)
    {
        string xml = before + string.Concat(Enumerable.Repeat(repeated, Mebibyte / repeated.Length)) + after;
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var parsed = ParsedBodies.Xml(xml);

        Assert.Null(parsed.Fault);
        Assert.True(ParsedBodies.ReadAll(parsed, "r", "a", "r/a", "@b", "none") > 0);

        // Far above what it takes; what grows with the square of the size takes minutes.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
    }

    [Fact]
    public void Parse_SmallStack_IsEnough()
    {
        string xml = string.Concat(Enumerable.Range(0, 511).Select(i => $"<a{string.Concat(Enumerable.Range(0, 256).Select(j => $" k{j}=''"))}>"))
            + "x" + string.Concat(Enumerable.Repeat("</a>", 511));
        ParsedResponse? parsed = null;
        int read = 0;
        var thread = new Thread(
            () =>
            {
                parsed = ParsedBodies.Xml(xml);
                read = ParsedBodies.ReadAll(parsed, "a", "@k255");
            },
            256 * 1024);
        thread.Start();
        thread.Join();

        Assert.Null(parsed!.Fault);
        Assert.True(read > 0);
    }

    private static string Expected(XElement root, string[] path)
    {
        foreach (var comparison in new[] { StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase })
        {
            var first = root.DescendantsAndSelf().FirstOrDefault(element => LeadsTo(element, path, comparison));
            if (first is not null)
            {
                var siblings = first.Parent?.Elements().Where(element => LeadsTo(element, path, comparison)) ?? [first];
                return string.Join('|', siblings.Select(element => element.HasElements ? Compact(element) : element.Value.Trim()));
            }
        }

        return "(missing)";
    }

    private static bool LeadsTo(XElement element, string[] path, StringComparison comparison)
    {
        var chain = element.AncestorsAndSelf().Take(path.Length).Select(at => at.Name.LocalName).ToList();
        return chain.Count == path.Length && chain.Zip(path.Reverse()).All(pair => pair.First.Equals(pair.Second, comparison));
    }

    private static string Compact(XElement element) =>
        ParsedBodies.Xml(element.ToString(SaveOptions.DisableFormatting)).Whole;

    /// <summary>A copy in which nothing tells an empty text from none.</summary>
    private static XElement Normal(XElement root)
    {
        var copy = new XElement(root);
        copy.DescendantsAndSelf().Where(element => !element.HasElements && element.Value.Length == 0).ToList().ForEach(element => element.RemoveNodes());
        return copy;
    }
}

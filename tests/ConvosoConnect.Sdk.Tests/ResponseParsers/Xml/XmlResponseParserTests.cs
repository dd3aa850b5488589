using ConvosoConnect.Sdk.ResponseParsers.Xml;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers.Xml;

public sealed class XmlResponseParserTests
{
    private const string Leads = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- answer -->
        <Response xmlns="urn:x" xmlns:n="urn:n" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
          <status> success </status>
          <n:Lead id="7" n:kind="hot &amp; new"><Id>512</Id><Tag>a</Tag><Tag xsi:nil="true"/><Tag><![CDATA[ <b> ]]></Tag></n:Lead>
          <n:Lead id="8"><Id>513</Id><STATUS>second</STATUS></n:Lead>
          <none xsi:nil="true"/><nil1 xsi:nil="1">x</nil1><notnil xsi:nil="false">x</notnil><plain nil="true">y</plain>
          <empty/><blank>  </blank><?pi x?><mixed>a<!-- c -->b <i>c</i> <u>d</u></mixed>
        </Response>
        """;

    [Theory]
    [InlineData("status", "success")]
    [InlineData("STATUS", "second")]
    [InlineData("Status", "success")]
    [InlineData("Id", "512")]
    [InlineData("Response/Lead/Id", "512")]
    [InlineData("/Response/Lead/Id", "512")]
    [InlineData("/Lead/Id", "(missing)")]
    [InlineData("Lead/Id", "512")]
    [InlineData("n:Lead/Id", "512")]
    [InlineData("lead/id", "512")]
    [InlineData(" Lead / Id ", "512")]
    [InlineData("Lead/@id", "7,8")]
    [InlineData("Lead/@ID", "7,8")]
    [InlineData("@kind", "hot & new")]
    [InlineData("/Response/Lead/@n:kind", "hot & new")]
    [InlineData("status/@id", "(missing)")]
    [InlineData("@x", "(missing)")]
    [InlineData("@xmlns", "urn:x")]
    [InlineData("Tag", "a,,<b>")]
    [InlineData("none", "(null)")]
    [InlineData("nil1", "(null)")]
    [InlineData("notnil", "x")]
    [InlineData("plain", "y")]
    [InlineData("empty", "")]
    [InlineData("blank", "")]
    [InlineData("mixed", "<mixed>ab <i>c</i><u>d</u></mixed>")]
    [InlineData("mixed/u", "d")]
    [InlineData("", "(missing)")]
    [InlineData("/", "(missing)")]
    [InlineData("Lead//Id", "(missing)")]
    [InlineData("Lead/", "(missing)")]
    [InlineData("Response/Id", "(missing)")]
    [InlineData("x/Response", "(missing)")]
    [InlineData("other", "(missing)")]
    public void Find_Key_GivesTheValueAsText(string key, string expected) => Assert.Equal(expected, ParsedBodies.Show(ParsedBodies.Xml(Leads).Find(key, ",")));

    [Theory]
    [InlineData("<id>5</id>", "id", "5")]
    [InlineData("<id>5</id>", "/id", "5")]
    [InlineData("<r><a><x>1</x></a><a><x>2</x><x>3</x></a></r>", "x", "1")]
    [InlineData("<r><a/><a><x>2</x><x>3</x></a></r>", "a/x", "2,3")]
    [InlineData("<r><e i=\"1\"/><e/><e i=\"3\"/></r>", "e/@i", "1,3")]
    [InlineData("<r>&lt;&#65;&#x1F600;&gt;</r>", "r", "<A😀>")]
    [InlineData("<r>a<![CDATA[]]>b<![CDATA[<&]]]]></r>", "r", "ab<&]]")]
    [InlineData("<r><![CDATA[&amp;<!DOCTYPE x>]]></r>", "r", "&amp;<!DOCTYPE x>")]
    [InlineData("<r><!-- <!DOCTYPE x> --><?p <!DOCTYPE x> ?>k</r>", "r", "k")]
    [InlineData("<r><!-- a -- b --->ok</r>", "r", "ok")]
    [InlineData("\r\n <?xml version='1.0'?>\n<r>ok</r>\n<!-- end -->\n", "r", "ok")]
    [InlineData("\uFEFF<r>ok</r>", "r", "ok")]
    [InlineData("<r a='x>y' b=\"it's\"><c/></r>", "@a", "x>y")]
    [InlineData("<größe>1</größe>", "GRÖßE", "1")]
    [InlineData("<file>1</file>", "FILE", "1")]
    public void Find_SmallBody_FollowsTheRules(string xml, string key, string expected) =>
        Assert.Equal(expected, ParsedBodies.Show(ParsedBodies.Xml(xml).Find(key, ",")));

    [Fact]
    public void Keys_NameWithTwoColons_IsNotListedAsItCannotBeAskedFor() => Assert.Equal(["r", "c"], ParsedBodies.Xml("<r><a:b:c/><a:c/></r>").Keys);

    [Fact]
    public void Find_TransferPluginAnswer_IsRead()
    {
        var parsed = ParsedBodies.Xml("<response><status>success</status><transfer_number>8884565454</transfer_number></response>");

        Assert.Null(parsed.Fault);
        Assert.Equal("success", parsed.Find("status", ",").Text);
        Assert.Equal("8884565454", parsed.Find("response/transfer_number", ",").Text);
        Assert.Equal(["response", "status", "transfer_number"], parsed.Keys);
        Assert.Equal("<response><status>success</status><transfer_number>8884565454</transfer_number></response>", parsed.Whole);
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?>\n<r>\n  <a>1</a>\n  <b> </b>\n</r>", "<r><a>1</a><b> </b></r>")]
    [InlineData("<r></r>", "<r/>")]
    [InlineData("<n:r xmlns:n='u' n:a='1'>\n <n:b/></n:r>", "<n:r xmlns:n=\"u\" n:a=\"1\"><n:b/></n:r>")]
    [InlineData("<r a='&lt;&amp;\"&#10;&#9;&#13;x'>&lt;&amp;&gt;&#13;</r>", "<r a=\"&lt;&amp;&quot;&#10;&#9;&#13;x\">&lt;&amp;&gt;&#13;</r>")]
    [InlineData("<r><![CDATA[<x> & y]]></r>", "<r>&lt;x&gt; &amp; y</r>")]
    [InlineData("<r>a <b>c</b><!-- d --> e</r>", "<r>a <b>c</b> e</r>")]
    public void Whole_Body_IsCompact(string xml, string expected)
    {
        string whole = ParsedBodies.Xml(xml).Whole;

        Assert.Equal(expected, whole);
        Assert.Equal(expected, ParsedBodies.Xml(whole).Whole);
    }

    [Theory]
    [InlineData("<r><error>e</error><message>m</message></r>", "m")]
    [InlineData("<r><message> </message><error>e</error></r>", "e")]
    [InlineData("<r><error><code>1</code><Message>inner</Message></error></r>", "inner")]
    [InlineData("<r><errors><error>first</error><error>second</error></errors></r>", "first")]
    [InlineData("<error>root</error>", "root")]
    [InlineData("<s:r xmlns:s='u'><s:reason>r</s:reason></s:r>", "r")]
    [InlineData("<r><x>y</x></r>", null)]
    [InlineData("<s:Fault><faultcode>s:Client</faultcode><faultstring>f</faultstring><detail><message>m</message></detail></s:Fault>", "f")]
    [InlineData(
        "<e:Fault><e:Code><e:Value>e:Sender</e:Value></e:Code><e:Reason><e:Text xml:lang='en'>t</e:Text></e:Reason><e:Detail><message>m</message></e:Detail></e:Fault>",
        "t")]
    [InlineData(
        "<Envelope xmlns='http://www.w3.org/2003/05/soap-envelope'><Body><Fault><Reason><Text xml:lang='de'>erster</Text><Text xml:lang='en'>second</Text></Reason></Fault></Body>"
        + "</Envelope>",
        "erster")]
    [InlineData("<FAULT><REASON><TEXT>t</TEXT></REASON><DETAIL><MESSAGE>m</MESSAGE></DETAIL></FAULT>", "t")]
    [InlineData("<r><Reason><Text>t</Text></Reason><message>m</message></r>", "m")]
    [InlineData("<s:Fault><s:Reason><s:Text> </s:Text></s:Reason><s:Detail><message>m</message></s:Detail></s:Fault>", "m")]
    public void Message_ErrorBody_IsItsOwn(string xml, string? expected) => Assert.Equal(expected, ParsedBodies.Xml(xml).Message);

    [Theory]
    [InlineData("<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", "XML with a document type declaration, which is refused")]
    [InlineData("<?xml version='1.0'?><!-- x --><!doctype a SYSTEM 'file:///etc/passwd'><a/>", "XML with a document type declaration, which is refused")]
    [InlineData("<a><!DOCTYPE a></a>", "XML with a document type declaration, which is refused")]
    [InlineData("<a>&nbsp;</a>", "XML that is not well-formed at character 3")]
    [InlineData("<a>&e;</a>", "XML that is not well-formed at character 3")]
    [InlineData("<a>&#xD800;</a>", "XML that is not well-formed at character 3")]
    [InlineData("<a>&#0;</a>", "XML that is not well-formed at character 3")]
    [InlineData("<a>&#99999999999;</a>", "XML that is not well-formed")]
    [InlineData("<a><b></a>", "XML that is not well-formed at character 6")]
    [InlineData("<a><!-- long comment --><![CDATA[x]]><b></a>", "XML that is not well-formed at character 40")]
    [InlineData("<a><b>", "XML that breaks off at character 6")]
    [InlineData("<a b='", "XML that breaks off at character 6")]
    [InlineData("<a b", "XML that breaks off at character 4")]
    [InlineData("<a><!-- ", "XML that breaks off at character 8")]
    [InlineData("<a><![CDATA[x]]", "XML that breaks off at character 15")]
    [InlineData("<a><?pi ?", "XML that breaks off at character 9")]
    [InlineData("<a b='<'/>", "XML that is not well-formed at character 6")]
    [InlineData("<a <b/>", "XML that is not well-formed at character 3")]
    [InlineData("<a><!ELEMENT x></a>", "XML that is not well-formed at character 3")]
    [InlineData("<![CDATA[x]]><a/>", "XML that is not well-formed at character 0")]
    [InlineData("<a>\u0001</a>", "XML that is not well-formed at character 3")]
    [InlineData("<a/>\uFFFF<b/>", "XML that is not well-formed at character 4")]
    [InlineData("{\"a\":1}", "JSON")]
    [InlineData("OK", "plain text beginning 'OK'")]
    [InlineData("", "an empty body")]
    [InlineData(" ", "nothing but white space")]
    [InlineData("<!DOCTYPE html><html><title>Sign in</title></html>", "an HTML page titled 'Sign in'")]
    [InlineData("<html><head><title>Sign in</title></head></html>", "an HTML page titled 'Sign in'")]
    [InlineData("<HTML><body><br></body></HTML>", "an HTML page")]
    public void Parse_NotXml_SaysWhatItLooksLike(string body, string expected)
    {
        var parsed = ParsedBodies.Xml(body);

        Assert.Equal(expected, parsed.Fault?.ToString());
        Assert.Equal("", parsed.Whole);
        Assert.False(parsed.Find("a", ",").Exists);
    }

    [Theory]
    [InlineData("<a/><b/>")]
    [InlineData("<a/>text")]
    [InlineData("text<a/>")]
    [InlineData("<a></b>")]
    [InlineData("</a>")]
    [InlineData("<a x=1/>")]
    [InlineData("<a x/>")]
    [InlineData("<a x='1' x='2'/>")]
    [InlineData("<a x='1'y='2'/>")]
    [InlineData("<1a/>")]
    [InlineData("< a/>")]
    [InlineData("<a>]]></a>")]
    [InlineData("<a>&</a>")]
    [InlineData("<a>&amp</a>")]
    [InlineData("<a></a></a>")]
    [InlineData("<a>\0</a>")]
    [InlineData("<?xml version='1.0'?>")]
    public void Parse_IllFormed_IsUnreadable(string xml) => Assert.NotNull(ParsedBodies.Xml(xml).Fault);

    [Fact]
    public void Name_IsXml() => Assert.Equal("XML", new XmlResponseParser().Name);
}

using System.Text;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.ResponseParsers.Json;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers.Json;

public sealed class JsonResponseParserTests
{
    private const string Lead = """
        { "success" : true, "id":"512", "n":1E400, "f": -0.50, "none":null, "text":"a\"\\\/\b\f\n\r\tü\u00fc\ud83d\ude00",
          "data": [ {"id":7, "tags":["a", null, 3, true]}, [1, [2]] ], "a.b":"literal", "a":{"b":"path","c":{"d":1}}, "/x":"slashed",
          "x":"pointed", "":{"":"empty"}, "m~n":"tilde", "p/q":"slash", "twice":1, "twice":2, "Case":"upper", "CASE":"all upper", "list":[], "object":{} }
        """;

    [Theory]
    [InlineData("success", "true")]
    [InlineData("id", "512")]
    [InlineData("n", "1E400")]
    [InlineData("f", "-0.50")]
    [InlineData("none", "(null)")]
    [InlineData("text", "a\"\\/\b\f\n\r\tüü😀")]
    [InlineData("data.0.id", "7")]
    [InlineData("/data/0/id", "7")]
    [InlineData("data.0.tags", "a,,3,true")]
    [InlineData("/data/0/tags/2", "3")]
    [InlineData("data.0.tags.1", "(null)")]
    [InlineData("data.0", """{"id":7,"tags":["a",null,3,true]}""")]
    [InlineData("data.1", "[1,[2]]")]
    [InlineData("data.1.1.0", "2")]
    [InlineData("data.2", "(missing)")]
    [InlineData("data.00", "(missing)")]
    [InlineData("data.-1", "(missing)")]
    [InlineData("data.+1", "(missing)")]
    [InlineData("data.99999999999", "(missing)")]
    [InlineData("data.id", "(missing)")]
    [InlineData("a.b", "literal")]
    [InlineData("A.B", "path")]
    [InlineData("/a/b", "path")]
    [InlineData("a.c", """{"d":1}""")]
    [InlineData("a.c.d", "1")]
    [InlineData("a.c.d.e", "(missing)")]
    [InlineData("/x", "slashed")]
    [InlineData("/X", "pointed")]
    [InlineData("", """{"":"empty"}""")]
    [InlineData("/", """{"":"empty"}""")]
    [InlineData("//", "empty")]
    [InlineData(".", "empty")]
    [InlineData("a..b", "(missing)")]
    [InlineData("/m~0n", "tilde")]
    [InlineData("/p~1q", "slash")]
    [InlineData("/m~n", "tilde")]
    [InlineData("twice", "2")]
    [InlineData("Case", "upper")]
    [InlineData("CASE", "all upper")]
    [InlineData("case", "all upper")]
    [InlineData("ID", "512")]
    [InlineData("DATA.0.Id", "7")]
    [InlineData("/Data/0/TAGS/0", "a")]
    [InlineData("list", "")]
    [InlineData("object", "{}")]
    [InlineData("nothing", "(missing)")]
    [InlineData("succes", "(missing)")]
    [InlineData("id.0", "(missing)")]
    public void Find_Key_GivesTheValueAsText(string key, string expected) => Assert.Equal(expected, ParsedBodies.Show(ParsedBodies.Json(Lead).Find(key, ",")));

    [Theory]
    [InlineData("""{"success": true}""", "success", "true")]
    [InlineData("""{"status":"success","id":"018f-77"}""", "status", "success")]
    [InlineData("""{"vid":1,"isNew":true}""", "vid", "1")]
    [InlineData("""{"status":"COMPLETE","results":[{"id":"512"}],"errors":[]}""", "results.0.id", "512")]
    [InlineData("""{"A.B":1}""", "a.b", "1")]
    [InlineData("""{"A.B":1,"a":{"b":2}}""", "a.b", "2")]
    [InlineData("""{"/Y":1}""", "/y", "1")]
    [InlineData("""[{"id":1},{"id":2}]""", "1.id", "2")]
    [InlineData("""[{"id":1},{"id":2}]""", "/1/id", "2")]
    [InlineData("[5,6]", "1", "6")]
    [InlineData("[5,6]", "id", "(missing)")]
    [InlineData("[5,6]", "1.x", "(missing)")]
    [InlineData("[]", "0", "(missing)")]
    [InlineData("{}", "id", "(missing)")]
    [InlineData("5", "id", "(missing)")]
    [InlineData("5", "id.x", "(missing)")]
    [InlineData("null", "id", "(missing)")]
    [InlineData("""{"i":1}""", "I", "1")]
    [InlineData("""{"id":1,"ID":2,"id":null}""", "id", "(null)")]
    [InlineData("""{"\u0069d":1}""", "id", "1")]
    [InlineData("""{"a":{"x":1},"a":{"y":2}}""", "a.x", "(missing)")]
    [InlineData("""{"a":["x","y"]}""", "a", "x,y")]
    [InlineData("""{"Straße":1}""", "STRASSE", "(missing)")]
    [InlineData("""{"Größe":1}""", "GRÖSSE", "(missing)")]
    [InlineData("""{"größe":1}""", "GRÖßE", "1")]
    public void Find_SmallBody_FollowsTheRules(string json, string key, string expected) =>
        Assert.Equal(expected, ParsedBodies.Show(ParsedBodies.Json(json).Find(key, ",")));

    [Fact]
    public void Find_List_JoinsWithTheDelimiter() => Assert.Equal("a; ; 3; true", ParsedBodies.Json(Lead).Find("data.0.tags", "; ").Text);

    [Fact]
    public void Find_LoneSurrogateEscapes_BecomeReplacementCharacters()
    {
        var parsed = ParsedBodies.Json("""{"a":"x\ud800y","b":"\udc00\ud83d","c":"\ud83d\ud83d\ude00","\ud800":"k","d":["\ud800"]}""");

        Assert.Equal("x\uFFFDy", parsed.Find("a", ",").Text);
        Assert.Equal("\uFFFD\uFFFD", parsed.Find("b", ",").Text);
        Assert.Equal("\uFFFD\U0001F600", parsed.Find("c", ",").Text);
        Assert.Equal("k", parsed.Find("\uFFFD", ",").Text);
        Assert.Equal("\uFFFD", parsed.Find("d.0", ",").Text);
        Assert.Equal("\uFFFD", parsed.Find("d", ",").Text);
        Assert.Contains("\uFFFD", parsed.Keys);
        Assert.False(parsed.Find("\ud800", ",").Exists);
    }

    [Fact]
    public void Whole_ValidBody_DropsWhiteSpaceOutsideStringsOnly()
    {
        Assert.Equal(
            """{"a":[1.0," x \" ",{"b":"\ud800\\"}],"a":null}""",
            ParsedBodies.Json(" {\t\"a\" : [ 1.0,\r\n \" x \\\" \" , { \"b\":\"\\ud800\\\\\" } ],\"a\":null }\n").Whole);
        Assert.Equal("\"a b\"", ParsedBodies.Json(" \"a b\" ").Whole);
        Assert.Equal("null", ParsedBodies.Json("null").Whole);
    }

    [Theory]
    [InlineData("""{"message":"m","error":"e"}""", "m")]
    [InlineData("""{"error":"e","message":" "}""", "e")]
    [InlineData("""{"error":{"code":1,"message":"inner"},"detail":"d"}""", "inner")]
    [InlineData("""{"error":true,"error_description":"ed"}""", "ed")]
    [InlineData("""{"detail":"d","title":"t"}""", "d")]
    [InlineData("""{"title":"t","reason":"r"}""", "t")]
    [InlineData("""{"reason":"r"}""", "r")]
    [InlineData("""{"Message":"An error has occurred."}""", "An error has occurred.")]
    [InlineData("""{"errors":[{"message":"first"},{"message":"second"}]}""", "first")]
    [InlineData("""{"errors":["first"]}""", "first")]
    [InlineData("""{"errors":[]}""", null)]
    [InlineData("""{"message":5}""", null)]
    [InlineData("""{"message":"","error":""}""", null)]
    [InlineData("[1]", null)]
    [InlineData("5", null)]
    public void Message_ErrorBody_IsItsOwn(string json, string? expected) => Assert.Equal(expected, ParsedBodies.Json(json).Message);

    [Fact]
    public void Keys_NestedBody_ListsMembersAndPathsInDocumentOrder()
    {
        var parsed = ParsedBodies.Json("""{"b":1,"a":{"x":{"y":[]},"z":2},"l":[{"id":1,"n":[3]},{"other":2}],"last":null}""");

        Assert.Equal(["b", "a", "a.x", "a.x.y", "a.z", "l", "l.0", "l.0.id", "l.0.n", "l.0.n.0", "last"], parsed.Keys);
        Assert.Equal(["0", "0.id"], ParsedBodies.Json("""[{"id":1},2]""").Keys);
        Assert.Empty(ParsedBodies.Json("5").Keys);
    }

    [Theory]
    [InlineData("""{"":[0]}""", "")]
    [InlineData("""{"a":{"":1,"b.c":2,"/d":3}}""", "a", "a./d")]
    [InlineData("""{"a.":["b"]}""", "a.")]
    [InlineData("""{".a":["b"]}""", ".a")]
    [InlineData("""{"a":{".":{"b":1}}}""", "a")]
    [InlineData("""{"/a.b":{"c/d":1}}""", "/a.b")]
    public void Keys_NamesThatNoPathCanHold_AreListedOnlyWhereTheyCanBeFound(string json, params string[] keys)
    {
        ParsedResponse parsed = ParsedBodies.Json(json);

        Assert.Equal(keys, parsed.Keys);
        Assert.All(keys, key => Assert.True(parsed.Find(key, ",").Exists, key));
    }

    [Fact]
    public void Keys_ManyAndLongNames_AreBounded()
    {
        string nested = string.Join(',', Enumerable.Range(0, 1000).Select(i => $"\"n{i}\":1"));
        string huge = new('k', 100_000);
        string[] keys = [.. ParsedBodies.Json($$"""{"{{huge}}":{"in":1},"deep":{{{nested}}},"after":{"in":2},{{nested}}}""").Keys];

        Assert.Equal(300, keys.Length);
        Assert.Equal("deep", keys[0]);
        Assert.Contains("after", keys);
        Assert.Contains("n0", keys);
        Assert.DoesNotContain("after.in", keys);
        Assert.All(keys, key => Assert.True(key.Length <= 200));
    }

    [Theory]
    [InlineData("utf-16", false)]
    [InlineData("utf-16be", true)]
    [InlineData("iso-8859-1", false)]
    public void Parse_OtherCharset_ReadsIt(string charset, bool marked)
    {
        var encoding = Encoding.GetEncoding(charset);
        byte[] bytes = [.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes("""{"name":"Jürgen"}""")];

        Assert.Equal("Jürgen", new JsonResponseParser().Parse(new ResponseBody(bytes, charset: charset)).Find("name", ",").Text);
    }

    [Fact]
    public void Parse_MarkOrInvalidUtf8_IsRead()
    {
        byte[] marked = [0xEF, 0xBB, 0xBF, .. "{\"a\":1}"u8];
        byte[] invalid = [.. "{\"a\":\"x"u8, 0xFF, .. "\"}"u8];

        Assert.Equal("""{"a":1}""", new JsonResponseParser().Parse(new ResponseBody(marked)).Whole);
        Assert.Equal("x\uFFFD", new JsonResponseParser().Parse(new ResponseBody(invalid)).Find("a", ",").Text);
    }

    [Theory]
    [InlineData("""{"a":1}x""", "JSON that is invalid at byte 7")]
    [InlineData("""{"a":1""", "JSON that breaks off at byte 6")]
    [InlineData("[1,", "JSON that breaks off at byte 3")]
    [InlineData("\"abc", "JSON that breaks off at byte 4")]
    [InlineData("[1,]", "JSON that is invalid at byte 3")]
    [InlineData("{\"a\":1,}", "JSON that is invalid at byte 7")]
    [InlineData("{\n \"a\": 1,\n // no\n}", "JSON that is invalid at byte 12")]
    [InlineData("{'a':1}", "JSON that is invalid at byte 1")]
    [InlineData("[01]", "JSON that is invalid at byte 2")]
    [InlineData("[NaN]", "JSON that is invalid at byte 1")]
    [InlineData("[\"\\x\"]", "JSON that is invalid at byte 3")]
    [InlineData("[tru", "JSON that breaks off at byte 4")]
    [InlineData("", "an empty body")]
    [InlineData(" \n", "nothing but white space")]
    [InlineData("OK", "plain text beginning 'OK'")]
    [InlineData("<a>1</a>", "XML")]
    [InlineData("<html><head><title>Sign in</title>", "an HTML page titled 'Sign in'")]
    public void Parse_NotJson_SaysWhatItLooksLike(string body, string expected)
    {
        var parsed = ParsedBodies.Json(body);

        Assert.Equal(expected, parsed.Fault?.ToString());
        Assert.Equal("", parsed.Whole);
        Assert.False(parsed.Find("a", ",").Exists);
    }

    [Fact]
    public void Name_IsJson() => Assert.Equal("JSON", new JsonResponseParser().Name);
}

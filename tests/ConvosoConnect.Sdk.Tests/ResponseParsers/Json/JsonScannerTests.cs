using System.Text;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.ResponseParsers.Json;
using CsCheck;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers.Json;

/// <summary>The quick scanner accepts what the framework's own reader accepts, and nothing else.</summary>
public sealed class JsonScannerTests
{
    private const string Pieces = "{}[]\",:.\\/-+0123456789eEtrufalsn \t\r\nuäd8bG\u0001";

    private static readonly string[] Seeds =
    [
        """{"a":1,"b":[true,false,null,{"c":"d\"\\\u00e4"}],"e":-0.5E+10,"f":{},"g":[]}""",
        """ [ 1 , "two" , { "three" : 3.0 } ] """,
        "\"a long string without any escape at all, well beyond sixteen bytes\"",
        "{\"long name beyond sixteen bytes\":\"änd ä välue bëyond thät\",\"x\":0}",
    ];

    private static readonly Gen<char> Piece = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]);

    private static readonly Gen<string> Mutated =
        from seed in Gen.Int[0, Seeds.Length - 1].Select(i => Seeds[i])
        from edits in Gen.Select(Gen.Int[0, 200], Piece, Gen.Int[0, 2]).Array[0, 4]
        select edits.Aggregate(seed, (text, edit) => Edit(text, edit.Item1 % (text.Length + 1), edit.Item2, edit.Item3));

    private static readonly Gen<string> Noise = Piece.Array[0, 12].Select(c => new string(c));

    [Fact]
    public void TryScan_AnyText_AgreesWithTheFrameworksReader() => Gen.OneOf(Mutated, Noise).Sample(
        text =>
        {
            byte[] json = Encoding.UTF8.GetBytes(text);
            Assert.Equal(JsonCheck.Fault(json) is null, Scan(json, out _));
        },
        iter: 50_000);

    [Theory]
    [InlineData("{", "}", false)]
    [InlineData("[", "]", true)]
    public void TryScan_Nesting_IsBoundedAsInTheReader(string open, string close, bool isList)
    {
        foreach (int depth in new[] { 1, 63, 64, 65, 511, 512, 513, 600 })
        {
            string opening = isList ? open : open + "\"a\":";
            byte[] json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth)));
            Assert.Equal(depth <= JsonCheck.MaxDepth, Scan(json, out _));
            Assert.Equal(JsonCheck.Fault(json) is null, Scan(json, out _));
        }
    }

    [Fact]
    public void TryScan_Object_NotesWhereItsMembersStand()
    {
        const string json = """{ "a" : 1 , "b\"" : { "a" : 2 } , "" : [ "x" ] , "d":"é" }""";

        Assert.True(Scan(Encoding.UTF8.GetBytes(json), out JsonMember[] members));

        Assert.Equal(
            [("a", "1"), ("b\\\"", """{ "a" : 2 }"""), ("", """[ "x" ]"""), ("d", "\"é\"")],
            members.Select(m => (Part(json, m.NameStart, m.NameEnd), Part(json, m.Start, m.End))));
    }

    [Fact]
    public void Find_MoreMembersThanAreNoted_FindsThemAll()
    {
        foreach (int count in new[] { 1, 31, 32, 33, 500 })
        {
            string json = "{" + string.Join(',', Enumerable.Range(0, count).Select(i => $"\"k{i}\":{i}")) + ",\"K0\":\"other\",\"k0\":\"last\"}";
            ParsedResponse parsed = new JsonResponseParser().Parse(new ResponseBody(Encoding.UTF8.GetBytes(json)));
            Assert.Equal("last", parsed.Find("k0", ",").Text);
            Assert.Equal("other", parsed.Find("K0", ",").Text);
            Assert.Equal(count > 1 ? $"{count - 1}" : null, parsed.Find(count > 1 ? $"K{count - 1}" : "none", ",").Text);
        }
    }

    private static string Part(string json, int start, int end) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(json)[start..end]);

    private static bool Scan(byte[] json, out JsonMember[] members)
    {
        Span<JsonMember> room = new JsonMember[32];
        var scanner = new JsonScanner(room);
        bool isJson = scanner.TryScan(json);
        members = room[..Math.Min(scanner.Count, room.Length)].ToArray();
        return isJson;
    }

    private static string Edit(string text, int at, char piece, int how) => how switch
    {
        0 => text.Insert(at, piece.ToString()),
        1 => at < text.Length ? text.Remove(at, 1) : text,
        _ => at < text.Length ? text[..at] + piece + text[(at + 1)..] : text,
    };
}

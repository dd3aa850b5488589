using System.Text;
using System.Text.Json;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.ResponseParsers.Json;
using CsCheck;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers.Json;

/// <summary>What counts as JSON, and where the members of its root stand.</summary>
public sealed class JsonCheckTests
{
    private const int Room = 32;

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
    public void Fault_AnyText_AgreesWithJsonDocument() => Gen.OneOf(Mutated, Noise).Sample(
        text =>
        {
            byte[] json = Encoding.UTF8.GetBytes(text);
            using JsonDocument? document = Parse(json);
            Assert.Equal(document is not null, IsValid(json, out JsonMember[] members));
            if (document is { RootElement.ValueKind: JsonValueKind.Object } && members.Length < Room)
            {
                Assert.Equal(document.RootElement.EnumerateObject().Select(m => m.Value.GetRawText()), members.Select(m => Part(json, m.Start, m.End)));
            }
        },
        iter: 50_000);

    [Theory]
    [InlineData("{", "}", false)]
    [InlineData("[", "]", true)]
    public void Fault_Nesting_IsBounded(string open, string close, bool isList)
    {
        foreach (int depth in new[] { 1, 63, 64, 65, 511, 512, 513, 600 })
        {
            string opening = isList ? open : open + "\"a\":";
            byte[] json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth)));
            Assert.Equal(depth <= 512, IsValid(json, out _));
        }
    }

    [Fact]
    public void Fault_Object_NotesWhereItsMembersStand()
    {
        const string json = """{ "a" : 1 , "b\"" : { "a" : 2 } , "" : [ "x" ] , "d":"é" }""";

        byte[] bytes = Encoding.UTF8.GetBytes(json);
        Assert.True(IsValid(bytes, out JsonMember[] members));

        Assert.Equal(
            [("a", "1"), ("b\\\"", """{ "a" : 2 }"""), ("", """[ "x" ]"""), ("d", "\"é\"")],
            members.Select(m => (Part(bytes, m.NameStart, m.NameEnd), Part(bytes, m.Start, m.End))));
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

    private static string Part(byte[] json, int start, int end) => Encoding.UTF8.GetString(json[start..end]);

    private static bool IsValid(byte[] json, out JsonMember[] members)
    {
        Span<JsonMember> room = new JsonMember[Room];
        bool isValid = JsonCheck.Fault(json, room, out int count) is null;
        members = room[..Math.Min(count, room.Length)].ToArray();
        return isValid;
    }

    private static JsonDocument? Parse(byte[] json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Edit(string text, int at, char piece, int how) => how switch
    {
        0 => text.Insert(at, piece.ToString()),
        1 => at < text.Length ? text.Remove(at, 1) : text,
        _ => at < text.Length ? text[..at] + piece + text[(at + 1)..] : text,
    };
}

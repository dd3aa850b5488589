using System.Text;
using System.Text.Json;
using ConvosoConnect.Sdk.ResponseParsers;
using ConvosoConnect.Sdk.ResponseParsers.Json;
using ConvosoConnect.Sdk.Tests.Support;
using CsCheck;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers.Json;

public sealed class JsonRobustnessTests
{
    private const string Valid = """{"success":true,"id":"\u0041\ud83d\ude00","data":{"entries":[{"id":1.5e3,"n":null},[]],"a.b":"c"},"errors":[{"message":"no"}]}""";

    private static readonly Gen<string> Names = Gen.OneOf("a", "b", "A", "id", "", "0", "1", "a.b", "x/y", "m~n", "ü", "\"", "\n", "\U0001F600");

    private static readonly Gen<string> Scalars = Gen.OneOf(
        Gen.OneOf("null", "true", "false", "-0", "1.50", "1E400", "\"\\ud83d\\ude00\"", "\"\\u0041\\/\\b\""),
        Gen.Int.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.String.Select(text => JsonSerializer.Serialize(text)));

    private static readonly Gen<string> Documents = Gen.Recursive<string>((depth, self) => depth > 4
        ? Scalars
        : Gen.OneOf(
            Scalars,
            self.Array[0, 4].Select(items => $"[{string.Join(',', items)}]"),
            Gen.Select(Names, self).Array[0, 5].Select(members =>
                $"{{{string.Join(',', members.Select(member => $"{JsonSerializer.Serialize(member.Item1)}:{member.Item2}"))}}}")));

    [Fact]
    public void Find_RandomDocumentsAndPaths_AgreesWithJsonDocument() =>
        Gen.Select(Documents, Names.Array[1, 4]).Sample(
            (json, path) =>
            {
                string pointer = string.Concat(path.Select(segment => "/" + segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));
                using var document = JsonDocument.Parse(json);
                Assert.Equal(Expected(document.RootElement, path), ParsedBodies.Show(ParsedBodies.Json(json).Find(pointer, "|")));
            },
            iter: 5_000,
            seed: "0000KOIPe036");

    [Fact]
    public void Whole_RandomDocuments_IsTheDocumentBeforeItWasSpaced() =>
        Gen.Select(Documents, Gen.Int).Sample(
            (json, seed) =>
            {
                string spaced = Space(json, new Random(seed));
                using var document = JsonDocument.Parse(spaced);
                string whole = ParsedBodies.Json(spaced).Whole;
                Assert.Equal(json, whole);
                using var read = JsonDocument.Parse(whole);
                Assert.True(JsonElement.DeepEquals(document.RootElement, read.RootElement));
            },
            iter: 3_000,
            seed: "0000KOIPe036");

    [Fact]
    public void Parse_RandomMutations_AcceptsWhatJsonDocumentAcceptsAndNeverThrows()
    {
        var random = new Random(20_260_101);
        byte[] valid = Encoding.UTF8.GetBytes(Valid);
        int accepted = 0;
        for (int i = 0; i < 10_000; i++)
        {
            byte[] bytes = ParsedBodies.Mutate(valid, random);
            var parsed = new JsonResponseParser().Parse(new ResponseBody(bytes));
            bool expected = IsJson(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'));
            Assert.True(expected == parsed.Fault is null, Encoding.UTF8.GetString(bytes));
            Assert.True(ParsedBodies.ReadAll(parsed, "id", "data.entries.0.id", "/data/a.b", "DATA") >= 0);
            accepted += expected ? 1 : 0;
        }

        Assert.InRange(accepted, 500, 9_500);
    }

    [Fact]
    public void Parse_EveryTruncation_BreaksOff()
    {
        byte[] valid = Encoding.UTF8.GetBytes(Valid);
        for (int length = 1; length < valid.Length; length++)
        {
            Assert.Equal($"JSON that breaks off at byte {length}", new JsonResponseParser().Parse(new ResponseBody(valid.AsMemory(0, length))).Fault?.ToString());
        }
    }

    [Theory]
    [InlineData(512, null)]
    [InlineData(513, "JSON nested deeper than 512 levels")]
    [InlineData(100_000, "JSON nested deeper than 512 levels")]
    public void Parse_DeepNesting_IsBounded(int levels, string? fault)
    {
        string lists = new string('[', levels) + new string(']', levels);
        string objects = string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels);

        Assert.Equal(fault, ParsedBodies.Json(lists).Fault?.ToString());
        Assert.Equal(fault, ParsedBodies.Json(objects).Fault?.ToString());
        Assert.Equal(fault is null ? objects.Length : 0, ParsedBodies.Json(objects).Whole.Length);
        Assert.True(ParsedBodies.Json(objects).Keys.Count() <= 300);
    }

    [Fact]
    public void Find_MebibyteBody_AllocatesLittleMoreThanTheValue()
    {
        string entries = string.Join(',', Enumerable.Range(0, 25_000).Select(i => $$"""{"id":{{i}},"name":"n\u0041{{i}}","tags":["a","b"]}"""));
        byte[] bytes = Encoding.UTF8.GetBytes($$"""{"entries":[{{entries}}],"success":"yes"}""");
        Assert.True(bytes.Length > 1 << 20);
        var parsed = new JsonResponseParser().Parse(new ResponseBody(bytes));
        Assert.Equal("yes", parsed.Find("success", ",").Text);
        Assert.Equal("nA0", parsed.Find("entries.0.name", ",").Text); // What is set up once a process is not counted.

        long allocated = Allocations.Least(() => Assert.Equal("nA24999", parsed.Find("entries.24999.name", ",").Text));

        Assert.InRange(allocated, 0, 1_000);
    }

    [Fact]
    public void Find_HugeNamesAndValues_AreFound()
    {
        string name = new('k', 300_000);
        string escaped = string.Concat(Enumerable.Repeat("\\u00e9", 100_000));
        var parsed = ParsedBodies.Json($$"""{"{{name}}":"{{escaped}}","{{escaped}}":1}""");

        Assert.Equal(new string('é', 100_000), parsed.Find(name, ",").Text);
        Assert.Equal("1", parsed.Find(new string('É', 100_000), ",").Text);
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 512 });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Expected(JsonElement at, string[] path)
    {
        foreach (string segment in path)
        {
            if (at.ValueKind == JsonValueKind.Array)
            {
                if (segment is not ("0" or "1") || segment[0] - '0' >= at.GetArrayLength())
                {
                    return "(missing)";
                }

                at = at[segment[0] - '0'];
                continue;
            }

            if (at.ValueKind != JsonValueKind.Object)
            {
                return "(missing)";
            }

            var members = at.EnumerateObject().ToList();
            var found = members.FindLast(member => member.Name == segment);
            found = found.Value.ValueKind != JsonValueKind.Undefined ? found : members.FindLast(member => member.Name.Equals(segment, StringComparison.OrdinalIgnoreCase));
            if (found.Value.ValueKind == JsonValueKind.Undefined)
            {
                return "(missing)";
            }

            at = found.Value;
        }

        return at.ValueKind switch
        {
            JsonValueKind.Null => "(null)",
            JsonValueKind.Array when at.EnumerateArray().All(IsScalar) => string.Join('|', at.EnumerateArray().Select(Scalar)),
            JsonValueKind.Array or JsonValueKind.Object => at.GetRawText(),
            _ => Scalar(at),
        };
    }

    private static bool IsScalar(JsonElement element) => element.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object);

    private static string Scalar(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => element.GetString()!,
        _ => element.GetRawText(),
    };

    private static string Space(string json, Random random)
    {
        var spaced = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < json.Length; i++)
        {
            bool splits = !quoted && "{}[]:,".Contains(json[i], StringComparison.Ordinal);
            spaced.Append(splits ? " \n\t"[..random.Next(4)] : "").Append(json[i]).Append(splits ? "\r "[..random.Next(3)] : "");
            if (quoted && json[i] == '\\')
            {
                spaced.Append(json[++i]);
            }
            else if (json[i] == '"')
            {
                quoted = !quoted;
            }
        }

        return spaced.ToString();
    }
}

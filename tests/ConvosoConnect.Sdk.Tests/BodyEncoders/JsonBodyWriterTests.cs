using System.Buffers;
using System.Text;
using System.Text.Json;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.BodyEncoders;

public sealed class JsonBodyWriterTests
{
    private static readonly Payload Fields = Shaping.PayloadOf(
        ("n", 42), ("d", 1.50m), ("b", true), ("a\"b", "\"q\\\n\u0001é😀\ud800"), ("e", default), ("l", new string?[] { "x", "y" }));

    private delegate void Writing(ref JsonBodyWriter json);

    [Fact]
    public void WriteMember_Fields_HaveCommasBetweenThem() => Assert.Equal(
        "{\"n\":42,\"d\":1.50,\"b\":true,\"a\\\"b\":\"\\\"q\\\\\\n\\u0001é😀\ufffd\",\"e\":\"\",\"l\":\"x,y\"}",
        Write((ref json) => WriteMembers(ref json, asText: false)));

    [Fact]
    public void WriteMember_AsText_QuotesNumbersAndBooleans() => Assert.Equal(
        "{\"n\":\"42\",\"d\":\"1.50\",\"b\":\"true\",\"a\\\"b\":\"\\\"q\\\\\\n\\u0001é😀\ufffd\",\"e\":\"\",\"l\":\"x,y\"}",
        Write((ref json) => WriteMembers(ref json, asText: true)));

    [Fact]
    public void WriteKeyTextAndValue_ReadyMadeJson_StandsBeforeThem() => Assert.Equal(
        """[{"k":"a\"b","t":"42","v":42,"s":"x"}]""",
        Write((ref json) =>
        {
            json.WriteKey("[{\"k\":"u8, new PayloadKey("a\"b"));
            json.WriteText(",\"t\":"u8, 42);
            json.WriteValue(",\"v\":"u8, 42);
            json.WriteText(",\"s\":"u8, "x");
            json.Write("}]"u8);
        }));

    [Theory]
    [InlineData("", "")]
    [InlineData("[", "")]
    [InlineData("{", "")]
    [InlineData("[1,", "")]
    [InlineData("{\"a\":", "")]
    [InlineData("[{}", ",")]
    [InlineData("[[]", ",")]
    [InlineData("[1", ",")]
    [InlineData("[\"{\"", ",")]
    public void WriteComma_BehindReadyMadeJson_StandsWhereOneIsNeeded(string before, string comma) => Assert.Equal(
        $"{before}{comma}|",
        Write((ref json) =>
        {
            json.Write(Encoding.UTF8.GetBytes(before));
            json.WriteComma();
            json.WriteComma();
            json.Write([]);
            json.WriteComma();
            json.Write("|"u8);
        }));

    [Fact]
    public void WriteComma_BehindEachKindOfWriting_IsWrittenOnce() => Assert.Equal(
        "\"k\",\"t\",1,\"m\":2,\"n\":3",
        Write((ref json) =>
        {
            json.WriteKey([], new PayloadKey("k"));
            json.WriteComma();
            json.WriteText([], "t");
            json.WriteComma();
            json.WriteValue([], 1);
            json.WriteComma();
            json.WriteMember(new PayloadField(new PayloadKey("m"), 2));
            json.WriteMember(new PayloadField(new PayloadKey("n"), 3));
        }));

    [Fact]
    public void Write_LongTexts_ComeOutWhole()
    {
        string longest = new('é', 100_000);

        using var json = JsonDocument.Parse(Write((ref json) =>
        {
            json.WriteText("["u8, longest);
            json.WriteText(","u8, longest + "\"");
            json.Write("]"u8);
        }));

        Assert.Equal([longest, longest + "\""], json.RootElement.EnumerateArray().Select(text => text.GetString()));
    }

    [Fact]
    public void Flush_LeftOut_HandsNothingOver()
    {
        var output = new ArrayBufferWriter<byte>();

        var json = new JsonBodyWriter(output);
        json.Write("{}"u8);

        Assert.Equal(0, output.WrittenCount);
        json.Flush();
        Assert.Equal("{}", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void ConstructorAndWriteKey_Null_NameTheParameter()
    {
        Assert.Throws<ArgumentNullException>("output", () => new JsonBodyWriter(null!).Flush());
        Assert.Throws<ArgumentNullException>("key", () => new JsonBodyWriter(new ArrayBufferWriter<byte>()).WriteKey([], null!));
    }

    private static void WriteMembers(ref JsonBodyWriter json, bool asText)
    {
        json.Write("{"u8);
        foreach (ref readonly PayloadField field in Fields.Fields)
        {
            json.WriteMember(in field, asText);
        }

        json.Write("}"u8);
    }

    private static string Write(Writing writing)
    {
        var output = new ArrayBufferWriter<byte>();
        var json = new JsonBodyWriter(output);
        writing(ref json);
        json.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}

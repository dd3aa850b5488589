using System.Buffers;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.BodyEncoders;

public sealed class PayloadBodyTests
{
    private static readonly Payload Lead = Shaping.PayloadOf(("email", "a@b.co"), ("contact.city", "R&D <1>"), ("calls", 3), ("contact.new", true), ("none", default));

    [Fact]
    public void WriteJson_Payload_IsFlatUnlessNestingIsAskedFor()
    {
        Assert.Equal("""{"email":"a@b.co","contact.city":"R&D <1>","calls":3,"contact.new":true,"none":""}""", Write(output => PayloadBody.WriteJson(Lead, output)));
        Assert.Equal(
            """{"email":"a@b.co","contact":{"city":"R&D <1>","new":true},"calls":3,"none":""}""", Write(output => PayloadBody.WriteJson(Lead, output, nested: true)));
        Assert.Equal("{}", Write(output => PayloadBody.WriteJson(Payload.Empty, output)));
        Assert.Equal("{}", Write(output => PayloadBody.WriteJson(Payload.Empty, output, nested: true)));
    }

    [Fact]
    public void WriteJson_KeysThatCannotNest_Throws() => Assert.Contains(
        "'a' and 'a.b'",
        Assert.Throws<InvalidOperationException>(() => PayloadBody.WriteJson(Shaping.PayloadOf(("a", 1), ("a.b", 2)), new ArrayBufferWriter<byte>(), nested: true)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void WriteForm_Payload_IsUrlEncoded() =>
        Assert.Equal("email=a%40b.co&contact.city=R%26D+%3C1%3E&calls=3&contact.new=true&none=", Write(output => PayloadBody.WriteForm(Lead, output)));

    [Fact]
    public void WriteXml_Payload_IsOneElementWithAnElementForEachKey()
    {
        Assert.Equal(
            "<lead><email>a@b.co</email><contact.city>R&amp;D &lt;1&gt;</contact.city><calls>3</calls><contact.new>true</contact.new><none></none></lead>",
            Write(output => PayloadBody.WriteXml(Lead, output, "lead")));
        Assert.Equal(
            "<x:lead><email>a@b.co</email><contact><city>R&amp;D &lt;1&gt;</city><new>true</new></contact><calls>3</calls><none></none></x:lead>",
            Write(output => PayloadBody.WriteXml(Lead, output, "x:lead", nested: true)));
        Assert.Equal("<lead></lead>", Write(output => PayloadBody.WriteXml(Payload.Empty, output, "lead")));
    }

    [Fact]
    public void WriteXml_EachCharacter_ReadsBackAsItIsOrAsItsReplacement()
    {
        var all = new StringBuilder();
        for (int unit = 0; unit <= char.MaxValue; unit++)
        {
            // Apart, so that no two halves make a pair.
            all.Append((char)unit).Append('.');
        }

        string text = all.Append("😀]]>&amp; \r\n").ToString();
        string expected = string.Concat(text.EnumerateRunes().Select(rune =>
            rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\ufffd" : rune.ToString()));

        XElement lead = XElement.Parse(Write(output => PayloadBody.WriteXml(Shaping.PayloadOf(("ключ", text)), output, "lead")), LoadOptions.PreserveWhitespace);

        Assert.Equal(expected, lead.Element("ключ")!.Value);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("1a")]
    [InlineData("-a")]
    [InlineData("a>")]
    [InlineData("a/")]
    [InlineData("a&b")]
    [InlineData("a\"")]
    [InlineData("a\0")]
    [InlineData("\ud800")]
    [InlineData("😀")]
    [InlineData("a:b:c")]
    [InlineData(":a")]
    [InlineData("a:")]
    [InlineData("a:1")]
    [InlineData("")]
    public void WriteXml_NameThatIsNone_IsRefusedAsKeyAndAsElement(string name)
    {
        Payload payload = Shaping.PayloadOf(("ok", 1), (name, 2));

        string? problem = PayloadBody.FindXmlProblem(payload);

        string expected = $"The destination key {Sdk.Text.Quote.From(name)} cannot be sent as XML, because it is no name of an element: under Mapped To, use";
        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
        Assert.Equal(problem, Assert.Throws<InvalidOperationException>(() => PayloadBody.WriteXml(payload, new ArrayBufferWriter<byte>(), "lead")).Message);
        Assert.Throws<ArgumentException>("element", () => PayloadBody.WriteXml(Payload.Empty, new ArrayBufferWriter<byte>(), name));
    }

    [Fact]
    public void FindXmlProblem_NestedKeys_NamesThePartOrTheConflict()
    {
        Assert.Null(PayloadBody.FindXmlProblem(Lead, nested: true));
        Assert.Null(PayloadBody.FindXmlProblem(Shaping.PayloadOf(("a", 1), ("a.1", 2))));
        Assert.Contains("'a.1.x' cannot be sent as XML, because its part '1' is no", Problem(nested: true, "a.1.x"), StringComparison.Ordinal);
        Assert.Contains("'a' and 'a.b' claim the same place", Problem(nested: true, "a", "a.b"), StringComparison.Ordinal);
        Assert.Contains("'a' and 'a' claim the same place", Problem(nested: false, "a", "a"), StringComparison.Ordinal);

        static string? Problem(bool nested, params string[] keys) => PayloadBody.FindXmlProblem(Shaping.PayloadOf([.. keys.Select(key => (key, (LeadValue)1))]), nested);
    }

    [Fact]
    public void Methods_Null_NameTheParameter()
    {
        var output = new ArrayBufferWriter<byte>();

        Assert.Throws<ArgumentNullException>("payload", () => PayloadBody.WriteJson(null!, output));
        Assert.Throws<ArgumentNullException>("output", () => PayloadBody.WriteJson(Payload.Empty, null!));
        Assert.Throws<ArgumentNullException>("payload", () => PayloadBody.WriteForm(null!, output));
        Assert.Throws<ArgumentNullException>("output", () => PayloadBody.WriteForm(Payload.Empty, null!));
        Assert.Throws<ArgumentNullException>("payload", () => PayloadBody.WriteXml(null!, output, "lead"));
        Assert.Throws<ArgumentNullException>("output", () => PayloadBody.WriteXml(Payload.Empty, null!, "lead"));
        Assert.Throws<ArgumentException>("element", () => PayloadBody.WriteXml(Payload.Empty, output, null!));
        Assert.Throws<ArgumentNullException>("payload", () => PayloadBody.FindXmlProblem(null!));
    }

    private static string Write(Action<ArrayBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(output.WrittenSpan);
    }
}

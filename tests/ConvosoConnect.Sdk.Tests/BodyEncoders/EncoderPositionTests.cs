using System.Buffers;
using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.BodyEncoders;

/// <summary>
/// Both encoders take eight characters at a time and long texts in pieces, so each kind of character stands here at each place of a step and on both sides
/// of a piece's end, in buffers that hold no byte more than was asked for. Compared with the slowest writing of the two rules.
/// </summary>
public sealed class EncoderPositionTests
{
    private const int LongestShort = 18;
    private const int Piece = 1024;

    private static readonly string[] Kinds =
        [.. Enumerable.Range(0, 0x81).Select(code => ((char)code).ToString()), "é", "漢", "\uffff", "😀", "\ud83d", "\ude00", "é é"];

    private static readonly string[] FewKinds = ["", "b", " ", "+", "\"", "\n", "\u0001", "é", "漢", "😀", "\ud83d", "\ude00"];

    private static IEnumerable<string> Texts =>
        from kind in Kinds
        from length in Enumerable.Range(0, LongestShort)
        from at in Enumerable.Range(0, length + 1)
        select Filler(at) + kind + Filler(length - at);

    private static IEnumerable<string> LongTexts =>
        from kind in FewKinds
        from at in Enumerable.Range(Piece - 9, 12).Concat(Enumerable.Range((2 * Piece) - 3, 5))
        from after in new[] { 0, 1, 9, Piece + 1 }
        select Filler(at) + kind + Filler(after);

    [Fact]
    public void Encode_EachCharacterAtEachPlace_GivesTheBytesOfTheRule() => Check(Texts);

    [Fact]
    public void Encode_EachCharacterAroundTheEndOfAPiece_GivesTheBytesOfTheRule() => Check(LongTexts);

    [Fact]
    public void Encode_Keys_AreWrittenAsTextsAre() => Check(["plain", "two words", "a\"b\\c\n", "é漢😀\ud800", "a&b=c+d%e", "", new string('k', 3000)], asKeys: true);

    [Fact]
    public void Encode_Typed_AreBareInJsonAndEncodedInForms()
    {
        LeadValue[] values = [0, -1, long.MinValue, 1.50m, -0.1m, decimal.MinValue, 0.1, 1E+300, -1E-300, true, false, new string?[] { "a", "b c" }, default];
        foreach (LeadValue value in values)
        {
            string text = value.ToText(",");
            string json = value.Kind is LeadValueKind.Number or LeadValueKind.Boolean ? text : Json(text);

            Assert.Equal($"{{\"a\":\"x\",\"k\":{json},\"z\":\"y\"}}", Encode(new JsonBodyEncoder(), ("a", "x"), ("k", value), ("z", "y")));
            Assert.Equal($"a=x&k={Form(text)}&z=y", Encode(new RawBodyEncoder(), ("a", "x"), ("k", value), ("z", "y")));
        }
    }

    [Fact]
    public void Encode_SamePayloadTwice_GivesTheSameBytes()
    {
        // The second time the keys are read as they were encoded the first time.
        var payload = new Payload([new PayloadField(new PayloadKey("a b"), "1"), new PayloadField(new PayloadKey("c\"d"), 2)]);
        foreach (IBodyEncoder encoder in new IBodyEncoder[] { new JsonBodyEncoder(), new RawBodyEncoder() })
        {
            string first = Encode(encoder, payload);

            Assert.Equal(first, Encode(encoder, payload));
            Assert.Equal(encoder is JsonBodyEncoder ? "{\"a b\":\"1\",\"c\\\"d\":2}" : "a+b=1&c%22d=2", first);
        }
    }

    [Fact]
    public void NameAndMediaType_AreTheContracts()
    {
        Assert.Equal(("JSON", "application/json"), (new JsonBodyEncoder().Name, new JsonBodyEncoder().MediaType));
        Assert.Equal(("RAW", "application/x-www-form-urlencoded"), (new RawBodyEncoder().Name, new RawBodyEncoder().MediaType));
    }

    private static void Check(IEnumerable<string> texts, bool asKeys = false)
    {
        JsonBodyEncoder json = new();
        RawBodyEncoder form = new();
        int tried = 0;
        foreach (string text in texts)
        {
            (string key, string value) = asKeys ? (text, "v") : ("k", text);
            string expectedJson = $"{{{Json(key)}:{Json(value)}}}";
            string expectedForm = $"{Form(key)}={Form(value)}";
            string gotJson = Encode(json, (key, value));
            string gotForm = Encode(form, (key, value));
            if (gotJson != expectedJson || gotForm != expectedForm)
            {
                Assert.Equal((expectedJson, expectedForm), (gotJson, gotForm));
            }

            tried++;
        }

        Assert.True(tried > 5);
    }

    private static string Encode(IBodyEncoder encoder, params (string Key, LeadValue Value)[] fields) =>
        Encode(encoder, new Payload(fields.Select(f => new PayloadField(new PayloadKey(f.Key), f.Value))));

    private static string Encode(IBodyEncoder encoder, Payload payload)
    {
        var output = new ExactBuffer();
        encoder.Encode(payload, output);
        return output.Text;
    }

    /// <summary>No two neighbours are equal, so that a shifted or repeated step shows.</summary>
    private static string Filler(int length)
    {
        const string letters = "aZ 5bY0 xA9m";
        return string.Create(length, letters, static (span, letters) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = letters[i % letters.Length];
            }
        });
    }

    private static string Json(string text)
    {
        var json = new StringBuilder("\"");
        foreach (Rune rune in text.EnumerateRunes())
        {
            int named = "\"\\\b\f\n\r\t".IndexOf((char)rune.Value, StringComparison.Ordinal);
            _ = rune.Value > 0xFFFF ? json.Append(rune)
                : named >= 0 ? json.Append('\\').Append("\"\\bfnrt"[named])
                : rune.Value < 0x20 ? json.Append("\\u").Append(rune.Value.ToString("x4", CultureInfo.InvariantCulture))
                : json.Append(rune);
        }

        return json.Append('"').ToString();
    }

    private static string Form(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(unit =>
        unit == ' ' ? "+"
        : char.IsAsciiLetterOrDigit((char)unit) || "*-._".Contains((char)unit, StringComparison.Ordinal) ? ((char)unit).ToString()
        : $"%{unit:X2}"));

    /// <summary>Gives as many bytes as are asked for, one at least, and not one more.</summary>
    private sealed class ExactBuffer : IBufferWriter<byte>
    {
        private readonly ArrayBufferWriter<byte> _written = new();
        private byte[] _lent = [];

        public string Text => new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(_written.WrittenSpan);

        public void Advance(int count)
        {
            _written.Write(_lent.AsSpan(0, count));
            _lent = _lent[count..];
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => _lent = new byte[Math.Max(sizeHint, 1)];

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
    }
}

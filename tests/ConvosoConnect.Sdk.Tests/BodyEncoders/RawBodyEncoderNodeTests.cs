using System.Buffers;
using System.Globalization;
using System.Text;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.BodyEncoders;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.BodyEncoders;

/// <summary>RAW against the URLSearchParams of Node, an independent implementation of the WHATWG serializer.</summary>
public sealed class RawBodyEncoderNodeTests
{
    private const int Forms = 4000;
    private const string Script = """
        const forms = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        process.stdout.write(forms.map(form => new URLSearchParams(form).toString()).join('\n'));
        """;

    private static readonly string[] Pieces =
    [
        "", " ", "+", "&", "=", "%", "%20", "*-._~", "\r\n", "\n", "\0", "é", "ß", "\u0130", "漢字", "\u2028", "\ufeff", "\uffff", "😀", "👩‍👩‍👧",
        "\ud800", "\udbff", "\udc00", "\udfff", "\udc00\ud800", "\ud83d\ud83d\ude00", "e\u0301", "a[]", "{email}",
    ];

    [Fact]
    public async Task Encode_RandomForms_AgreesWithUrlSearchParamsByteForByte()
    {
        List<(string Key, string Value)[]> forms = [.. EveryLatinCharacter(), .. RandomForms(new Random(20260101))];

        string output = await NodeScript.RunAsync(Script, Json(forms), TestContext.Current.CancellationToken);

        string[] expected = output.Split('\n');
        Assert.Equal(forms.Count, expected.Length);
        for (int i = 0; i < forms.Count; i++)
        {
            Assert.True(Encode(forms[i]).SequenceEqual(Encoding.UTF8.GetBytes(expected[i])), $"{Json([forms[i]])} should be {expected[i]}");
        }
    }

    private static IEnumerable<(string Key, string Value)[]> EveryLatinCharacter() =>
        Enumerable.Range(0, 256).Select(code => ((char)code).ToString()).Select(text => new[] { (text, text), ("k", text), (text, "") });

    private static IEnumerable<(string Key, string Value)[]> RandomForms(Random random) =>
        Enumerable.Range(0, Forms).Select(_ => Enumerable.Range(0, random.Next(6)).Select(_ => (Text(random), Text(random))).ToArray());

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (int i = random.Next(12); i > 0; i--)
        {
            _ = random.Next(4) switch
            {
                0 => text.Append((char)random.Next(0x100)),
                1 => text.Append((char)random.Next(0x10000)),
                2 => text.Append((char)random.Next(0xD800, 0xE000)),
                _ => text.Append(Pieces[random.Next(Pieces.Length)]),
            };
        }

        return text.ToString();
    }

    private static byte[] Encode((string Key, string Value)[] form)
    {
        var output = new ArrayBufferWriter<byte>();
        new RawBodyEncoder().Encode(new Payload(form.Select(field => new PayloadField(new PayloadKey(field.Key), field.Value))), output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Written by hand: the framework's serializer would replace lone surrogates before Node sees them.</summary>
    private static string Json(IEnumerable<(string Key, string Value)[]> forms) =>
        $"[{string.Join(",", forms.Select(form => $"[{string.Join(",", form.Select(field => $"[{Json(field.Key)},{Json(field.Value)}]"))}]"))}]";

    private static string Json(string text) =>
        $"\"{string.Concat(text.Select(c => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture)))}\"";
}

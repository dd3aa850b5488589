using System.Text;
using ConvosoConnect.Sdk.ResponseParsers;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.ResponseParsers;

public sealed class ResponseTextTests
{
    public static TheoryData<byte[], string?, string> Bodies => new()
    {
        { [], null, "" },
        { "Grüße"u8.ToArray(), null, "Grüße" },
        { "Grüße"u8.ToArray(), "utf-8", "Grüße" },
        { "Grüße"u8.ToArray(), "\"UTF-8\"", "Grüße" },
        { "Grüße"u8.ToArray(), " 'utf-8' ", "Grüße" },
        { "Grüße"u8.ToArray(), "", "Grüße" },
        { "Grüße"u8.ToArray(), "utf8", "Grüße" },
        { "Grüße"u8.ToArray(), "no-such-charset", "Grüße" },
        { "+AGE-"u8.ToArray(), "utf-7", "+AGE-" },
        { [0x47, 0xFC], "iso-8859-1", "Gü" },
        { [0x80], "windows-1252", "€" },
        { [0x83, 0x65, 0x83, 0x58, 0x83, 0x67], "shift_jis", "テスト" },
        { [0x41, 0xFF, 0x42], null, "A\uFFFDB" },
        { [0x41, 0xFF], "us-ascii", "A\uFFFD" },
        { [0x41, 0xC3], null, "A\uFFFD" },
        { [0xEF, 0xBB, 0xBF, 0x41], null, "A" },
        { [0xEF, 0xBB, 0xBF, 0x41], "utf-8", "A" },
        { [0xEF, 0xBB, 0xBF], null, "" },
        { [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, 0x41], null, "\uFEFFA" },
        { [0xFF, 0xFE, 0x41, 0], null, "A" },
        { [0xFE, 0xFF, 0, 0x41], null, "A" },
        { [0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0], null, "A" },
        { [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x41], null, "A" },
        { [0xFE, 0xFF, 0, 0x41], "utf-16", "A" },
        { [0xFF, 0xFE, 0x41, 0], "utf-16", "A" },
        { [0x41, 0], "utf-16", "A" },
        { [0, 0x41], "utf-16be", "A" },
        { [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x41], "utf-32", "A" },
        { [0xFE, 0xFF, 0, 0x41], "nonsense", "A" },
        { [0x00, 0xD8, 0x41, 0], "utf-16", "\uFFFDA" },
        { [0xEF, 0xBB, 0xBF, 0x41], "iso-8859-1", "A" },
        { [0xFF, 0xFE, 0x41, 0], "utf-8", "A" },
        { [.. "<?xml version='1.0' encoding='iso-8859-1'?><a>"u8, 0xFC], null, "<?xml version='1.0' encoding='iso-8859-1'?><a>ü" },
        { [.. " \r\n<?xml version=\"1.0\" encoding = \"windows-1252\" ?>"u8, 0x80], null, " \r\n<?xml version=\"1.0\" encoding = \"windows-1252\" ?>€" },
        { [.. "<?xml version='1.0' encoding='iso-8859-1'?>ü"u8], "utf-8", "<?xml version='1.0' encoding='iso-8859-1'?>ü" },
        { [.. "<?xml version='1.0' encoding='utf-16'?>ü"u8], null, "<?xml version='1.0' encoding='utf-16'?>ü" },
        { [.. "<?xml version='1.0' encoding='IBM037'?>ü"u8], null, "<?xml version='1.0' encoding='IBM037'?>ü" },
        { [.. "<?xml version='1.0' encoding='nonsense'?>ü"u8], null, "<?xml version='1.0' encoding='nonsense'?>ü" },
        { [.. "<?xml version='1.0'?><a encoding='iso-8859-1'>ü"u8], null, "<?xml version='1.0'?><a encoding='iso-8859-1'>ü" },
        { [.. "<?xml encoding='"u8, 0xFC], null, "<?xml encoding='\uFFFD" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Decode_ByMarkThenCharsetThenDeclarationThenUtf8_GivesTheText(byte[] bytes, string? charset, string expected)
    {
        Assert.Equal(expected, ResponseText.Decode(bytes, charset));
        Assert.Equal(expected, new ResponseBody(bytes, charset: charset).Text);
    }

    [Fact]
    public void Decode_RandomBytesAndCharsets_NeverThrowsNorLeavesHalfCharacters()
    {
        var random = new Random(7);
        string?[] charsets = [null, "utf-16", "utf-16be", "utf-32", "shift_jis", "gb18030", "iso-2022-jp", "big5", "euc-kr", "utf-7", "x", "\"", "IBM037"];
        for (int i = 0; i < 5_000; i++)
        {
            byte[] bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            string text = ResponseText.Decode(bytes, charsets[i % charsets.Length]);
            Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        }
    }
}

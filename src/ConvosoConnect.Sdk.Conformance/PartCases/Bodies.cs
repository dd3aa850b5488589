using System.Text;
using ConvosoConnect.Sdk.Conformance.Checks;
using ConvosoConnect.Sdk.ResponseParsers;

namespace ConvosoConnect.Sdk.Conformance.PartCases;

/// <summary>Bodies of responses, valid and odd. None is empty, because the engine gives no empty body to a parser.</summary>
internal static class Bodies
{
    /// <summary>Keys of every kind that endpoints use, and some that no endpoint would.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "", " ", "success", "id", "data.0.id", "/data/0/id", "/", "//", ".", "..", "a..b", "#0", "#-1", "#99999999999999999999", "@", "Lead/@id", "a/b/c",
        "~0~1~2", "[0]", "*", "\0", Texts.Unicode, Texts.LoneSurrogate, Texts.Punctuation, new string('a', 100_000), new string('/', 10_000),
    ];

    public static IReadOnlyList<string> Delimiters { get; } = ["", ",", ";", "||", "\n", " ", "😀", Texts.LoneSurrogate];

    public static IEnumerable<string> Good =>
    [
        "{\"success\":true,\"id\":512,\"data\":[{\"id\":\"a\"}],\"message\":\"taken\"}", "[1,2,3]", "\"text\"", "null", "512", "true",
        "<?xml version=\"1.0\"?><Response><Lead id=\"7\">ok</Lead><message>taken</message></Response>", "<ok/>",
        "success=true,id=512", "id: 512\nstatus: ok", "ok", "<!DOCTYPE html><html><head><title>Sign in</title></head><body>hi</body></html>",
    ];

    public static IEnumerable<string> Odd =>
    [
        " ", "\n", "\0", "{", "}", "[", "\"", "{\"a\":", "{\"a\":1,}", "{\"a\":1}{\"b\":2}", "{\"a\":\"\\ud83d\"}", "{\"a\":1e999999}", "nul", "-", "{'a':1}",
        "<", "<a>", "<a></b>", "<a b>", "<a b=\"1\" b=\"2\"/>", "&amp;", "<a>&#x110000;</a>", "<a>&nope;</a>", "<![CDATA[", "<!-- ", "<?xml",
        "<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;\">]><a>&z;</a>", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", "=,=,=", ":::", ",,,,",
        new('[', 100_000), string.Concat(Enumerable.Repeat("{\"a\":", 50_000)), string.Concat(Enumerable.Repeat("<a>", 50_000)), new('=', 100_000),
        Texts.Unicode, Texts.Punctuation, Texts.LoneSurrogate, Texts.Million, "{\"a\":\"" + Texts.Long(200_000) + "\"}", "<a>" + Texts.Long(200_000) + "</a>",
    ];

    /// <summary>Makes bodies of each text in several encodings, with right and wrong declarations.</summary>
    public static IEnumerable<ResponseBody> From(IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            yield return new(Encoding.UTF8.GetBytes(text), "application/json", "utf-8");
            yield return new((byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]);
            yield return new((byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)], "text/html");
            yield return new(Encoding.UTF8.GetBytes(text), "nonsense", "no-such-charset");
        }
    }

    /// <summary>Makes bodies of pseudo-random bytes, the same in every run, mixed with characters that have a meaning for parsers.</summary>
    public static IEnumerable<ResponseBody> Noise(int count)
    {
        const string Marks = "{}[]\":,<>/=&;#!? \n\\u0019-+.eEtfn'";
        uint state = 2_463_534_242;
        for (int i = 0; i < count; i++)
        {
            byte[] bytes = new byte[1 + (Next() % 60)];
            for (int at = 0; at < bytes.Length; at++)
            {
                bytes[at] = Next() % 3 == 0 ? (byte)Next() : (byte)Marks[(int)(Next() % (uint)Marks.Length)];
            }

            yield return new(bytes);
        }

        uint Next()
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            return state;
        }
    }
}

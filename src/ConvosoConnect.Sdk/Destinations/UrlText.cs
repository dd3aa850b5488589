using System.Buffers;
using System.Text;

namespace ConvosoConnect.Sdk.Destinations;

/// <summary>Percent-encodes the URL that an admin typed. Legal characters and existing escapes stay as they are.</summary>
internal static class UrlText
{
    // The path and query characters of RFC 3986, and the square brackets, which PHP receivers expect unescaped.
    private static readonly SearchValues<char> Legal =
        SearchValues.Create("-._~!$&'()*+,;=:@/?[]0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Encodes characters that are illegal in a path or query: spaces, quotes, non-ASCII characters, <c>#</c>, and a <c>%</c> that does not begin an escape.</summary>
    public static string EncodeIllegal(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Legal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        int at = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool legal = rune.IsAscii && (Legal.Contains((char)rune.Value) || (rune.Value == '%' && IsEscape(text, at)));
            if (legal)
            {
                result.Append((char)rune.Value);
            }
            else
            {
                foreach (byte b in utf8[..rune.EncodeToUtf8(utf8)])
                {
                    result.Append('%').Append(b.ToString("X2", null));
                }
            }

            at += rune.Utf16SequenceLength;
        }

        return result.ToString();
    }

    private static bool IsEscape(string text, int at) =>
        at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]);
}

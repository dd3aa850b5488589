using System.Text;

namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>Decodes the bytes of an answer.</summary>
internal static class ResponseText
{
    private const int Utf7 = 65000;

    private static readonly DecoderReplacementFallback Replacement = new("\uFFFD");

    /// <summary>See <see cref="ResponseBody.Text"/>.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        var encoding = Detect(bytes, charset, out int mark);
        return encoding.GetString(bytes[mark..]);
    }

    /// <summary>The encoding of the bytes, and the length of the byte order mark that they begin with.</summary>
    public static Encoding Detect(ReadOnlySpan<byte> bytes, string? charset, out int mark)
    {
        var marked = Marked(bytes, out mark);
        if (Known(charset) is not { } named)
        {
            return marked ?? Encoding.UTF8;
        }

        // "utf-16" and "utf-32" leave the byte order to the mark; any other charset keeps only a mark of its own.
        if (marked is not null && (marked.CodePage == named.CodePage || LeavesOrderOpen(named, marked)))
        {
            return marked;
        }

        mark = 0;
        return named;
    }

    private static Encoding? Marked(ReadOnlySpan<byte> bytes, out int mark)
    {
        // UTF-32 first: its little-endian mark begins with that of UTF-16.
        (var encoding, mark) = bytes switch
        {
            [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
            [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            _ => ((Encoding?)null, 0),
        };
        return encoding;
    }

    private static bool LeavesOrderOpen(Encoding named, Encoding marked) =>
        (named.CodePage == Encoding.Unicode.CodePage && marked.CodePage == Encoding.BigEndianUnicode.CodePage)
        || (named.CodePage == Encoding.UTF32.CodePage && marked is UTF32Encoding);

    private static Encoding? Known(string? charset)
    {
        // Nearly all answers: no need to look it up, which makes an encoding.
        if (string.Equals(charset, "utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return Encoding.UTF8;
        }

        string? name = charset?.Trim().Trim('"', '\'').Trim();
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        // Asked directly: registering the provider would change the encodings of the whole process.
        if (CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ReplacementFallback, Replacement) is { } legacy)
        {
            return legacy;
        }

        try
        {
            var encoding = Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, Replacement);
            return encoding.CodePage == Utf7 ? null : encoding;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}

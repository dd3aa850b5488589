using System.Text;
using ConvosoConnect.Sdk.ResponseParsers.Xml;

namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>Decodes the bytes of a response.</summary>
internal static class ResponseText
{
    private const int Utf7 = 65000;

    // UTF-32 first: its little-endian mark begins with that of UTF-16.
    private static readonly Encoding[] ByMark =
        [Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true), Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    private static readonly DecoderReplacementFallback Replacement = new("\uFFFD");

    /// <summary>The encoding that is assumed for text that names no charset and is not UTF-8 (our decision).</summary>
    public static Encoding Windows1252 { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Decodes a body by the rules of <see cref="ResponseBody.Text"/>.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string? charset)
    {
        Encoding encoding = Detect(bytes, charset, out int mark) ?? Encoding.UTF8;
        return encoding.GetString(bytes[mark..]);
    }

    /// <summary>
    /// The encoding that a byte order mark shows, else the one that the charset names, else the one that an XML declaration names; null when there is none of these.
    /// </summary>
    /// <param name="bytes">The body.</param>
    /// <param name="charset">What the Content-Type named.</param>
    /// <param name="mark">The length of the byte order mark.</param>
    public static Encoding? Detect(ReadOnlySpan<byte> bytes, string? charset, out int mark) =>
        Marked(bytes, out mark) ?? Known(charset) ?? XmlDeclaration.Encoding(bytes, Known);

    private static Encoding? Marked(ReadOnlySpan<byte> bytes, out int mark)
    {
        mark = 0;
        foreach (Encoding encoding in ByMark)
        {
            if (bytes.StartsWith(encoding.Preamble))
            {
                mark = encoding.Preamble.Length;
                return encoding;
            }
        }

        return null;
    }

    private static Encoding? Known(string? charset)
    {
        // Nearly all responses name UTF-8; the lookup below would create an encoding for each.
        if (string.Equals(charset, "utf-8", StringComparison.OrdinalIgnoreCase))
        {
            return Encoding.UTF8;
        }

        string? name = charset?.Trim().Trim('"', '\'').Trim();
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        // The provider is asked directly, because registering it would change the encodings of the whole process.
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

using System.Text;
using System.Text.Unicode;

namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>The body of a response, with what its Content-Type said.</summary>
/// <param name="bytes">The body after decompression.</param>
/// <param name="mediaType">The media type, such as <c>application/json</c>; null when the response gave none.</param>
/// <param name="charset">The charset parameter, such as <c>iso-8859-1</c>; null when the response gave none.</param>
public sealed class ResponseBody(ReadOnlyMemory<byte> bytes, string? mediaType = null, string? charset = null)
{
    private string? _text;

    /// <summary>The body after decompression.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>The media type, such as <c>application/json</c>; null when the response gave none.</summary>
    public string? MediaType { get; } = mediaType;

    /// <summary>The charset parameter; null when the response gave none.</summary>
    public string? Charset { get; } = charset;

    /// <summary>
    /// The body as text: decoded as its byte order mark says, else its charset, else its XML declaration, else as UTF-8. The mark is removed, invalid bytes become U+FFFD, and an
    /// unknown charset counts as none. After a call of <see cref="ReadAsText"/> it is the text that the call returned.
    /// </summary>
    public string Text => _text ??= ResponseText.Decode(Bytes.Span, Charset);

    /// <summary>Whether only the beginning of the body was read, because the body is too long.</summary>
    internal bool IsCut { get; init; }

    /// <summary>Whether <see cref="Text"/> was decoded as windows-1252, because the bytes are not UTF-8 and nothing names their charset (our decision).</summary>
    internal bool IsWindows1252Assumed { get; private set; }

    /// <summary>
    /// Reads the body as the parsers of XML and TEXT do: like <see cref="Text"/>, but as windows-1252 when the bytes are not UTF-8, nothing names their charset, and the whole body
    /// was received (our decision, because older receivers write windows-1252). The diagnosis of the send then says that windows-1252 was assumed.
    /// </summary>
    /// <returns>The text. From then on <see cref="Text"/> returns it too.</returns>
    public string ReadAsText()
    {
        // A body that was cut may be UTF-8 that ends within a character.
        if (!IsCut && !IsWindows1252Assumed && !Utf8.IsValid(Bytes.Span) && ResponseText.Detect(Bytes.Span, Charset, out _) is null)
        {
            IsWindows1252Assumed = true;
            _text = ResponseText.Windows1252.GetString(Bytes.Span);
        }

        return Text;
    }

    /// <summary>Reads the body as UTF-8 without a byte order mark, as the parser of JSON does.</summary>
    /// <returns>The body's own bytes when they are valid UTF-8, else <see cref="Text"/> in UTF-8.</returns>
    public ReadOnlyMemory<byte> ReadAsUtf8()
    {
        Encoding encoding = ResponseText.Detect(Bytes.Span, Charset, out int mark) ?? Encoding.UTF8;
        ReadOnlyMemory<byte> bytes = Bytes[mark..];
        return encoding.CodePage == Encoding.UTF8.CodePage && Utf8.IsValid(bytes.Span) ? bytes : Encoding.UTF8.GetBytes(Text);
    }
}

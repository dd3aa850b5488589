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
    /// The body as text: decoded as its byte order mark says, else its charset, else its XML declaration, else as UTF-8. The mark is removed; bytes that are
    /// not valid become U+FFFD; a charset that is not known counts as none. Once XML or TEXT was read, the text that was read: see
    /// <see cref="IsWindows1252Assumed"/>.
    /// </summary>
    public string Text => _text ??= ResponseText.Decode(Bytes.Span, Charset);

    /// <summary>Whether the body was longer than what was read of it.</summary>
    internal bool IsCut { get; init; }

    /// <summary>Whether <see cref="Text"/> was decoded as windows-1252, because the bytes are no UTF-8 and nothing names their charset (our decision).</summary>
    internal bool IsWindows1252Assumed { get; private set; }

    /// <summary>The text for the parsers of XML and TEXT, which older receivers write in windows-1252. A body that was cut may only lack half a character.</summary>
    internal string ReadAsText()
    {
        if (!IsCut && !IsWindows1252Assumed && !Utf8.IsValid(Bytes.Span) && ResponseText.Detect(Bytes.Span, Charset, out _) is null)
        {
            IsWindows1252Assumed = true;
            _text = ResponseText.Windows1252.GetString(Bytes.Span);
        }

        return Text;
    }
}

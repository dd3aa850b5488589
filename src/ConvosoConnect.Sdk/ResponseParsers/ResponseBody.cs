namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>The body of an answer, with what its Content-Type said.</summary>
/// <param name="bytes">The body after decompression.</param>
/// <param name="mediaType">The media type, such as <c>application/json</c>; null when the answer gave none.</param>
/// <param name="charset">The charset parameter, such as <c>iso-8859-1</c>; null when the answer gave none.</param>
public sealed class ResponseBody(ReadOnlyMemory<byte> bytes, string? mediaType = null, string? charset = null)
{
    private string? _text;

    /// <summary>The body after decompression.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>The media type, such as <c>application/json</c>; null when the answer gave none.</summary>
    public string? MediaType { get; } = mediaType;

    /// <summary>The charset parameter; null when the answer gave none.</summary>
    public string? Charset { get; } = charset;

    /// <summary>
    /// The body as text: decoded by the charset, else by its byte order mark, else as UTF-8. The mark is removed; bytes that are not valid become
    /// U+FFFD; a charset that is not known counts as none.
    /// </summary>
    public string Text => _text ??= ResponseText.Decode(Bytes.Span, Charset);
}

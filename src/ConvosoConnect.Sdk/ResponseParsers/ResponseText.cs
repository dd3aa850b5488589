using System.Text;

namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>Decodes the bytes of an answer.</summary>
internal static class ResponseText
{
    public static string Decode(ReadOnlySpan<byte> bytes, string? charset) => charset is null ? Encoding.UTF8.GetString(bytes) : Encoding.GetEncoding(charset).GetString(bytes);
}

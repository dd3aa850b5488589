using System.Text;

namespace ConvosoConnect.Sdk.Text;

/// <summary>Skips the byte-order mark that some senders put before UTF-8. Readers of JSON and forms do not expect it.</summary>
internal static class Utf8Mark
{
    /// <summary>Gives the bytes after the mark; all bytes when there is no mark.</summary>
    public static ReadOnlyMemory<byte> Skip(ReadOnlyMemory<byte> utf8) => utf8[Length(utf8.Span)..];

    /// <summary>Gives the bytes after the mark; all bytes when there is no mark.</summary>
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> utf8) => utf8[Length(utf8)..];

    private static int Length(ReadOnlySpan<byte> utf8) => utf8.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
}

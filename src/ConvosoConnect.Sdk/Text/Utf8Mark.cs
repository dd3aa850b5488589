using System.Text;

namespace ConvosoConnect.Sdk.Text;

/// <summary>The byte order mark that some senders put before UTF-8, which no reader of JSON or forms expects.</summary>
internal static class Utf8Mark
{
    /// <summary>The bytes behind the mark; all of them where there is none.</summary>
    public static ReadOnlyMemory<byte> Skip(ReadOnlyMemory<byte> utf8) => utf8[Length(utf8.Span)..];

    /// <summary>The bytes behind the mark; all of them where there is none.</summary>
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> utf8) => utf8[Length(utf8)..];

    private static int Length(ReadOnlySpan<byte> utf8) => utf8.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
}

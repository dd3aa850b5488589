using System.Buffers;
using System.Text;
using System.Text.Unicode;
using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.BodyEncoders;

/// <summary>
/// Writes JSON text straight into the body's buffer: one vectorised search for characters that need an escape, one transcoding copy between them.
/// Only what JSON requires is escaped (CONTRACTS: text as text), which the framework's encoders do not offer; lone surrogates become U+FFFD.
/// </summary>
internal static class JsonText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    /// <summary>A quoted, escaped string.</summary>
    public static void WriteString(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        output.Write("\""u8);
        while (true)
        {
            int at = text.IndexOfAny(Escaped);
            WriteUtf8(output, at < 0 ? text : text[..at]);
            if (at < 0)
            {
                break;
            }

            WriteEscape(output, text[at]);
            text = text[(at + 1)..];
        }

        output.Write("\""u8);
    }

    /// <summary>A value: numbers and booleans bare, everything else as a string.</summary>
    public static void WriteValue(IBufferWriter<byte> output, LeadValue value)
    {
        if (value.Kind is LeadValueKind.Number or LeadValueKind.Boolean)
        {
            WriteUtf8(output, value.ToText(","));
        }
        else
        {
            WriteString(output, value.ToText(","));
        }
    }

    /// <summary>The quoted key with its colon, encoded once for all leads.</summary>
    public static ReadOnlySpan<byte> Name(PayloadKey key)
    {
        if (key.JsonName is not { } encoded)
        {
            var buffer = new ArrayBufferWriter<byte>(key.Name.Length + 3);
            WriteString(buffer, key.Name);
            buffer.Write(":"u8);
            key.JsonName = encoded = buffer.WrittenSpan.ToArray();
        }

        return encoded;
    }

    /// <summary>Text as UTF-8, unescaped.</summary>
    public static void WriteUtf8(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            Span<byte> free = output.GetSpan(Math.Min(text.Length * 3, 4096));
            Utf8.FromUtf16(text, free, out int read, out int written, replaceInvalidSequences: true, isFinalBlock: true);
            output.Advance(written);
            text = text[read..];
        }
    }

    private static void WriteEscape(IBufferWriter<byte> output, char character)
    {
        ReadOnlySpan<byte> escape = character switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\f' => "\\f"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            _ => default,
        };
        if (escape.IsEmpty)
        {
            escape = Encoding.ASCII.GetBytes($"\\u{(int)character:x4}");
        }

        output.Write(escape);
    }
}

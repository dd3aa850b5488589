using System.Buffers;
using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.BodyEncoders;

/// <summary>
/// The WHATWG application/x-www-form-urlencoded serializer, byte for byte: <c>*-._</c> and alphanumerics stay, a space is <c>+</c>, every other byte
/// of the UTF-8 form is percent-encoded; lone surrogates become U+FFFD. Used for RAW bodies and for the query string of a GET.
/// </summary>
internal static class FormText
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("*-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static ReadOnlySpan<byte> Hex => "0123456789ABCDEF"u8;

    /// <summary>The whole payload: <c>a=1&amp;b=2</c>.</summary>
    public static void Write(IBufferWriter<byte> output, Payload payload)
    {
        bool first = true;
        foreach (ref readonly PayloadField field in payload.Fields)
        {
            if (!first)
            {
                output.Write("&"u8);
            }

            first = false;
            output.Write(Name(field.Key));
            WriteEncoded(output, field.Value.ToText(","));
        }
    }

    /// <summary>One key or value.</summary>
    public static void WriteEncoded(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            int at = text.IndexOfAnyExcept(Plain);
            JsonText.WriteUtf8(output, at < 0 ? text : text[..at]);
            if (at < 0)
            {
                return;
            }

            text = text[at..];
            int length = text.IndexOfAny(Plain);
            WriteEscaped(output, length < 0 ? text : text[..length]);
            text = length < 0 ? default : text[length..];
        }
    }

    private static ReadOnlySpan<byte> Name(PayloadKey key)
    {
        if (key.FormName is not { } encoded)
        {
            var buffer = new ArrayBufferWriter<byte>(key.Name.Length + 1);
            WriteEncoded(buffer, key.Name);
            buffer.Write("="u8);
            key.FormName = encoded = buffer.WrittenSpan.ToArray();
        }

        return encoded;
    }

    private static void WriteEscaped(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (System.Text.Rune rune in text.EnumerateRunes())
        {
            if (rune.Value == ' ')
            {
                output.Write("+"u8);
                continue;
            }

            int count = rune.EncodeToUtf8(utf8);
            Span<byte> free = output.GetSpan(count * 3);
            for (int i = 0; i < count; i++)
            {
                free[3 * i] = (byte)'%';
                free[(3 * i) + 1] = Hex[utf8[i] >> 4];
                free[(3 * i) + 2] = Hex[utf8[i] & 0xF];
            }

            output.Advance(count * 3);
        }
    }
}

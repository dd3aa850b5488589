using System.Buffers;
using System.Runtime.CompilerServices;
using ConvosoConnect.Sdk.Adaptors;

namespace ConvosoConnect.Sdk.BodyEncoders;

/// <summary>
/// The WHATWG application/x-www-form-urlencoded serializer, byte for byte: <c>*-._</c> and alphanumerics stay, a space is <c>+</c>, every other byte
/// of the UTF-8 form is percent-encoded; lone surrogates become U+FFFD. Used for RAW bodies and for the query string of a GET.
/// Keys are encoded once, with ampersand and equals sign; ASCII goes through a table; numbers never become texts.
/// </summary>
internal static class FormText
{
    private const int LongestNumber = 64;

    /// <summary>What an ASCII character is written as; 0 when it is percent-encoded.</summary>
    private static ReadOnlySpan<byte> Plain =>
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"u8
        + "+\0\0\0\0\0\0\0\0\0*\0\0-.\0"u8
        + "0123456789\0\0\0\0\0\0"u8
        + "\0ABCDEFGHIJKLMNOPQRSTUVWXYZ\0\0\0\0_"u8
        + "\0abcdefghijklmnopqrstuvwxyz\0\0\0\0\0"u8;

    private static ReadOnlySpan<byte> Hex => "0123456789ABCDEF"u8;

    /// <summary>The whole payload: <c>a=1&amp;b=2</c>.</summary>
    public static void Write(IBufferWriter<byte> output, Payload payload)
    {
        var writer = new ByteWriter(output);
        int ampersand = 1;
        foreach (ref readonly PayloadField field in payload.Fields)
        {
            writer.Write(Name(field.Key)[ampersand..]);
            ampersand = 0;
            LeadValue value = field.Value;
            if (value.Text is { } text)
            {
                WriteEncoded(ref writer, text);
            }
            else if (value.IsBare)
            {
                WriteBare(ref writer, in value);
            }
            else
            {
                WriteEncoded(ref writer, value.ToText(","));
            }
        }

        writer.Flush();
    }

    // Optimized fully at first use: by its profile the runtime sometimes chose code that took five times as long.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteEncoded(ref ByteWriter output, scoped ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            int piece = ByteWriter.PieceOf(text);
            Span<byte> free = output.Reserve(piece * 3);
            int written = 0;
            int read = 0;
            while (read < piece && text[read] < 0x80)
            {
                byte plain = Plain[text[read]];
                if (plain != 0)
                {
                    free[written++] = plain;
                }
                else
                {
                    written += Escape((byte)text[read], free[written..]);
                }

                read++;
            }

            output.Advance(written);
            text = text[read..];
            if (read < piece)
            {
                text = text[WriteRune(ref output, text)..];
            }
        }
    }

    // A number may hold a character to encode, such as the plus of 1E+16.
    private static void WriteBare(ref ByteWriter output, in LeadValue value)
    {
        Span<byte> digits = value.LongestBare <= LongestNumber ? stackalloc byte[LongestNumber] : new byte[value.LongestBare];
        foreach (byte digit in digits[..value.WriteBare(digits)])
        {
            byte plain = Plain[digit];
            if (plain != 0)
            {
                output.Write(plain);
            }
            else
            {
                output.Advance(Escape(digit, output.Reserve(3)));
            }
        }
    }

    /// <summary>An ampersand, the encoded key and an equals sign, encoded once for all leads.</summary>
    private static ReadOnlySpan<byte> Name(PayloadKey key)
    {
        return key.FormName ?? Encode(key);

        static byte[] Encode(PayloadKey key)
        {
            var buffer = new ArrayBufferWriter<byte>(key.Name.Length + 2);
            var writer = new ByteWriter(buffer);
            writer.Write((byte)'&');
            WriteEncoded(ref writer, key.Name);
            writer.Write((byte)'=');
            writer.Flush();
            return key.FormName = buffer.WrittenSpan.ToArray();
        }
    }

    private static int WriteRune(ref ByteWriter output, scoped ReadOnlySpan<char> text)
    {
        System.Text.Rune.DecodeFromUtf16(text, out System.Text.Rune rune, out int length);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (byte unit in utf8[..rune.EncodeToUtf8(utf8)])
        {
            output.Advance(Escape(unit, output.Reserve(3)));
        }

        return length;
    }

    private static int Escape(byte value, Span<byte> output)
    {
        output[2] = Hex[value & 0xF];
        output[1] = Hex[value >> 4];
        output[0] = (byte)'%';
        return 3;
    }
}

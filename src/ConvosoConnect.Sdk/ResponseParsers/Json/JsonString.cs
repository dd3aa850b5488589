using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ConvosoConnect.Sdk.ResponseParsers.Json;

/// <summary>
/// Reads the strings of valid JSON. An escaped lone surrogate is valid JSON and becomes U+FFFD here; the methods of <see cref="Utf8JsonReader"/> throw for it.
/// </summary>
internal static class JsonString
{
    private const int OnStack = 256;

    /// <summary>The text of the string or property name on which the reader stands.</summary>
    public static string Text(in Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }

        char[] rented = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        string text = new(rented, 0, Unescape(reader.ValueSpan, rented));
        ArrayPool<char>.Shared.Return(rented);
        return text;
    }

    /// <summary>Whether the string or property name on which the reader stands is this text; allocates nothing.</summary>
    public static bool Is(in Utf8JsonReader reader, ReadOnlySpan<char> text, StringComparison comparison) =>
        Is(reader.ValueSpan, reader.ValueIsEscaped, text, comparison);

    /// <summary>Whether the raw bytes between the quotes of a string are this text; allocates nothing.</summary>
    public static bool Is(ReadOnlySpan<byte> raw, bool isEscaped, ReadOnlySpan<char> text, StringComparison comparison)
    {
        // A character takes one to three bytes, or six when escaped.
        if (raw.Length < text.Length || raw.Length > text.Length * (isEscaped ? 6L : 3L))
        {
            return false;
        }

        char[]? rented = raw.Length > OnStack ? ArrayPool<char>.Shared.Rent(raw.Length) : null;
        Span<char> characters = rented ?? stackalloc char[OnStack];
        int length = isEscaped ? Unescape(raw, characters) : Encoding.UTF8.GetChars(raw, characters);
        bool same = text.Equals(characters[..length], comparison);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return same;
    }

    private static int Unescape(ReadOnlySpan<byte> raw, Span<char> output)
    {
        int written = 0;
        while (true)
        {
            int at = raw.IndexOf((byte)'\\');
            written += Encoding.UTF8.GetChars(at < 0 ? raw : raw[..at], output[written..]);
            if (at < 0)
            {
                return written;
            }

            raw = raw[at..];
            char character = Escape(raw, out int length);
            raw = raw[length..];
            bool mayPair = char.IsHighSurrogate(character) && raw is [(byte)'\\', (byte)'u', ..];
            if (mayPair && Escape(raw, out length) is var low && char.IsLowSurrogate(low))
            {
                output[written++] = character;
                character = low;
                raw = raw[length..];
            }
            else if (char.IsSurrogate(character))
            {
                character = '\uFFFD';
            }

            output[written++] = character;
        }
    }

    private static char Escape(ReadOnlySpan<byte> raw, out int length)
    {
        length = 2;
        switch (raw[1])
        {
            case (byte)'b':
                return '\b';
            case (byte)'f':
                return '\f';
            case (byte)'n':
                return '\n';
            case (byte)'r':
                return '\r';
            case (byte)'t':
                return '\t';
            case (byte)'u':
                length = 6;
                return (char)ushort.Parse(raw.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default:
                return (char)raw[1];
        }
    }
}

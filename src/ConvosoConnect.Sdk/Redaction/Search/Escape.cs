using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace ConvosoConnect.Sdk.Redaction.Search;

/// <summary>
/// Reads one escape: percent-encoded UTF-8, a JSON escape, or an XML or HTML entity. It looks at twelve characters at most. The plus of a form does not count as an escape here,
/// because a mask compares it like a space.
/// </summary>
internal static class Escape
{
    /// <summary>No escape is longer than this many characters.</summary>
    public const int Longest = 12;

    /// <summary>Every escape begins with one of these.</summary>
    public static SearchValues<char> Signs { get; } = SearchValues.Create("%\\&");

    /// <summary>Reads the escape that begins at the first character.</summary>
    /// <param name="text">The text, its letters in lower case.</param>
    /// <param name="value">The character of the escape, or a lone surrogate.</param>
    /// <returns>The length of the escape; 0 when there is no escape.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Read(ReadOnlySpan<char> text, out int value)
    {
        switch (text.Length > 1 ? text[0] : '\0')
        {
            case '%':
                return ReadPercent(text, out value);
            case '\\':
                return ReadBackslash(text, out value);
            case '&':
                return ReadEntity(text, out value);
            default:
                value = 0;
                return 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadPercent(ReadOnlySpan<char> text, out int value)
    {
        int high = ValueOf(text[1]);
        value = text.Length > 2 && high >= 0 ? (high << 4) | ValueOf(text[2]) : -1;
        if (value >= 0)
        {
            return value < 0xC2 ? 3 : ReadUtf8(text, ref value);
        }

        // The old %uXXXX form of JavaScript's escape().
        return text[1] == 'u' && IsHex(text, 2, 4, out value) ? 6 : 0;
    }

    private static int ReadUtf8(ReadOnlySpan<char> text, ref int value)
    {
        int count = value switch { < 0xE0 => 2, < 0xF0 => 3, < 0xF5 => 4, _ => 1 };
        Span<byte> utf8 = stackalloc byte[4];
        utf8[0] = (byte)value;
        for (int i = 1; i < count; i++)
        {
            if (3 * i >= text.Length || text[3 * i] != '%' || !IsHex(text, (3 * i) + 1, 2, out int next))
            {
                return 3;
            }

            utf8[i] = (byte)next;
        }

        if (count > 1 && Rune.DecodeFromUtf8(utf8[..count], out Rune rune, out int used) == OperationStatus.Done && used == count)
        {
            value = rune.Value;
            return 3 * count;
        }

        // A single byte, or bytes that are not UTF-8, are read as Latin-1.
        return 3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadBackslash(ReadOnlySpan<char> text, out int value)
    {
        value = text[1];
        switch (value)
        {
            case '"' or '\\' or '/' or '\'':
                return 2;
            case 'b' or 'f' or 'n' or 'r' or 't':
                value = value switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', _ => '\t' };
                return 2;
            case 'u':
                return IsHex(text, 2, 4, out value) ? 6 : 0;
            case 'x':
                return IsHex(text, 2, 2, out value) ? 4 : 0;
            default:
                return 0;
        }
    }

    private static int ReadEntity(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        if (text.Length < 4 || text[1] is not ('#' or 'a' or 'g' or 'l' or 'q'))
        {
            return 0;
        }

        ReadOnlySpan<char> rest = text[1..Math.Min(text.Length, Longest)];
        if (rest[0] == '#')
        {
            return ReadNumber(rest, out value);
        }

        int end = rest.IndexOf(';');
        value = end < 0 ? 0 : rest[..end] switch { "amp" => '&', "lt" => '<', "gt" => '>', "quot" => '"', "apos" => '\'', _ => 0 };
        return value == 0 ? 0 : end + 2;
    }

    // Like a browser, this also reads a number without its semicolon.
    private static int ReadNumber(ReadOnlySpan<char> rest, out int value)
    {
        value = 0;
        bool isHex = rest[1] == 'x';
        int first = isHex ? 2 : 1;
        for (int i = first; i < rest.Length; i++)
        {
            int digit = char.IsAsciiDigit(rest[i]) ? rest[i] - '0' : isHex && char.IsAsciiHexDigitLower(rest[i]) ? rest[i] - 'a' + 10 : -1;
            if (digit < 0)
            {
                return i > first ? i + (rest[i] == ';' ? 2 : 1) : 0;
            }

            value = (value * (isHex ? 16 : 10)) + digit;
            if (value > 0x10FFFF)
            {
                return 0;
            }
        }

        return rest.Length < Longest - 1 && rest.Length > first ? rest.Length + 1 : 0;
    }

    private static bool IsHex(ReadOnlySpan<char> text, int at, int digits, out int value)
    {
        value = 0;
        if (at + digits > text.Length)
        {
            return false;
        }

        foreach (char digit in text.Slice(at, digits))
        {
            int unit = ValueOf(digit);
            if (unit < 0)
            {
                return false;
            }

            value = (value << 4) | unit;
        }

        return true;
    }

    private static int ValueOf(char digit) => digit < Digits.Length ? Digits[digit] : -1;

    private static ReadOnlySpan<sbyte> Digits =>
    [
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1, -1, -1, -1, -1, -1,
        -1, 10, 11, 12, 13, 14, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, 10, 11, 12, 13, 14, 15, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
    ];
}

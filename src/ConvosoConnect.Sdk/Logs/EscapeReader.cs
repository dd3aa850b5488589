using System.Globalization;
using System.Text;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// Reads one character of a text in all the ways in which it may be meant: as itself; as percent-encoded UTF-8 or the plus of a form; as a JSON
/// escape; as an XML or HTML entity; and with the signs of such an escape escaped again. ASCII letters and digits stand for themselves
/// throughout, for no usual encoder touches them.
/// </summary>
internal sealed class EscapeReader(string text)
{
    /// <summary>How many times over a character may be encoded: JSON within JSON within a form is three.</summary>
    public const int Levels = 3;

    /// <summary>More than the longest form of one character, encoded so many times over.</summary>
    public const int LongestForm = 200;

    private const int MostDigits = 7;

    private static readonly (string Name, char Value)[] Entities = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')];

    /// <summary>Whether an escape can begin with this character.</summary>
    public static bool CanBegin(char character) => character is '%' or '\\' or '&' or '+';

    /// <summary>Adds the readings of the character that begins at <paramref name="at"/>, within the text.</summary>
    public void Read(int at, int levels, List<Reading> readings)
    {
        Rune.DecodeFromUtf16(text.AsSpan(at), out Rune rune, out int length);
        readings.Add(new Reading(length == 1 ? text[at] : rune.Value, at + length, 0));
        for (int i = 0; i < readings.Count; i++)
        {
            Reading lead = readings[i];
            if (lead.Levels < levels)
            {
                Decode(lead, levels - 1, readings);
            }
        }
    }

    private void Decode(Reading lead, int levels, List<Reading> readings)
    {
        switch (lead.Value)
        {
            case '+':
                readings.Add(new Reading(' ', lead.End, lead.Levels + 1));
                break;
            case '%':
                DecodePercent(lead, levels, readings);
                break;
            case '\\':
                DecodeBackslash(lead, levels, readings);
                break;
            case '&':
                DecodeEntity(lead, levels, readings);
                break;
        }
    }

    private void DecodePercent(Reading lead, int levels, List<Reading> readings)
    {
        Span<byte> utf8 = stackalloc byte[4];
        int first = Hex(lead.End, 2);
        int length = first switch { < 0 => 0, < 0x80 => 1, < 0xC2 => 0, < 0xE0 => 2, < 0xF0 => 3, < 0xF5 => 4, _ => 0 };
        int end = lead.End + 2;
        for (int i = 0; i < length; i++)
        {
            utf8[i] = i == 0 ? (byte)first : Continuation(ref end, levels);
        }

        if (length > 0 && Rune.DecodeFromUtf8(utf8[..length], out Rune rune, out _) == System.Buffers.OperationStatus.Done)
        {
            readings.Add(new Reading(rune.Value, end, lead.Levels + 1));
        }
    }

    // Zero, which continues nothing, when there is none. A percent sign as itself and one escaped as %25 look alike up to the digits.
    private byte Continuation(ref int at, int levels)
    {
        foreach (Reading sign in ReadAll(at, levels))
        {
            if (sign.Value == '%' && Hex(sign.End, 2) is >= 0x80 and < 0xC0 and var unit)
            {
                at = sign.End + 2;
                return (byte)unit;
            }
        }

        return 0;
    }

    private void DecodeBackslash(Reading lead, int levels, List<Reading> readings)
    {
        int at = lead.End;
        if (at < text.Length && char.IsAsciiLetter(text[at]))
        {
            int value = text[at] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', 'u' => Hex(at + 1, 4), _ => -1 };
            if (value >= 0)
            {
                int end = at + (text[at] == 'u' ? 5 : 1);
                readings.Add(new Reading(value, end, lead.Levels + 1));
                AddPair(value, end, lead, levels, readings);
            }

            return;
        }

        foreach (Reading sign in ReadAll(at, levels))
        {
            if (sign.Value is '"' or '\\' or '/' or '\'')
            {
                readings.Add(new Reading(sign.Value, sign.End, lead.Levels + 1));
            }
        }
    }

    private void AddPair(int high, int at, Reading lead, int levels, List<Reading> readings)
    {
        if (!char.IsHighSurrogate((char)high))
        {
            return;
        }

        foreach (Reading sign in ReadAll(at, levels))
        {
            if (sign.Value == '\\' && sign.End < text.Length && text[sign.End] == 'u'
                && Hex(sign.End + 1, 4) is >= 0xDC00 and <= 0xDFFF and var low)
            {
                readings.Add(new Reading(char.ConvertToUtf32((char)high, (char)low), sign.End + 5, lead.Levels + 1));
            }
        }
    }

    private void DecodeEntity(Reading lead, int levels, List<Reading> readings)
    {
        foreach ((string name, char value) in Entities)
        {
            if (text.AsSpan(lead.End).StartsWith(name, StringComparison.Ordinal))
            {
                AddEntity(value, lead.End + name.Length, lead, levels, readings);
            }
        }

        int digits = Expect('#', lead.End, levels);
        if (digits < 0)
        {
            return;
        }

        bool hex = digits < text.Length && text[digits] is 'x' or 'X';
        digits += hex ? 1 : 0;
        int end = digits;
        while (end < text.Length && end - digits < MostDigits && char.IsAsciiHexDigit(text[end]))
        {
            end++;
        }

        NumberStyles style = hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (int.TryParse(text.AsSpan()[digits..end], style, CultureInfo.InvariantCulture, out int code))
        {
            AddEntity(code, end, lead, levels, readings);
        }
    }

    private void AddEntity(int value, int at, Reading lead, int levels, List<Reading> readings)
    {
        int end = Expect(';', at, levels);
        if (end >= 0)
        {
            readings.Add(new Reading(value, end, lead.Levels + 1));
        }
    }

    private int Expect(char sign, int at, int levels)
    {
        foreach (Reading reading in ReadAll(at, levels))
        {
            if (reading.Value == sign)
            {
                return reading.End;
            }
        }

        return -1;
    }

    private List<Reading> ReadAll(int at, int levels)
    {
        var readings = new List<Reading>();
        if (at < text.Length)
        {
            Read(at, levels, readings);
        }

        return readings;
    }

    private int Hex(int at, int digits) =>
        at + digits <= text.Length
        && int.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value) ? value : -1;

    /// <summary>One way to read a character.</summary>
    /// <param name="Value">The code point, or a lone surrogate.</param>
    /// <param name="End">Where the text goes on.</param>
    /// <param name="Levels">How many times over it was encoded.</param>
    public readonly record struct Reading(int Value, int End, int Levels);
}

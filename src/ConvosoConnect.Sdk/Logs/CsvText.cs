using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>Rows of a CSV file, in UTF-8, safe to open in a spreadsheet.</summary>
internal static class CsvText
{
    /// <summary>How many bytes a character takes at most, a pair of surrogates counted as one.</summary>
    private const int Widest = 4;

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    public static void WriteRow(IBufferWriter<byte> output, ReadOnlySpan<string?> fields)
    {
        for (int i = 0; i < fields.Length; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            WriteField(output, fields[i]);
        }

        output.Write("\r\n"u8);
    }

    /// <summary>Whether a spreadsheet might run it. White space is looked through, since some programs trim it off.</summary>
    public static bool IsFormula(ReadOnlySpan<char> text)
    {
        if (text is ['\t' or '\r' or '\n', ..])
        {
            return true;
        }

        int at = 0;
        while (at < text.Length && IsInvisible(text[at]))
        {
            at++;
        }

        return text[at..] is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..] && !IsNumber(text);
    }

    private static void WriteField(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        bool quoted = text.ContainsAny(Quoted);
        if (quoted)
        {
            output.Write("\""u8);
        }

        if (IsFormula(text))
        {
            output.Write("'"u8);
        }

        WriteUtf8(output, text);
        if (quoted)
        {
            output.Write("\""u8);
        }
    }

    private static bool IsInvisible(char character) =>
        char.IsWhiteSpace(character) || char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format;

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        if (text is not ['+' or '-', .. var digits])
        {
            return false;
        }

        int point = digits.IndexOf('.');
        return point < 0 ? AreDigits(digits) : AreDigits(digits[..point]) && AreDigits(digits[(point + 1)..]);
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Text in UTF-8, its quotes doubled. A body of JSON holds dozens, so the space for many pieces is asked for at once.</summary>
    private static void WriteUtf8(IBufferWriter<byte> output, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            Span<byte> free = output.GetSpan(Math.Min((text.Length * 3) + Widest + 1, 4096));
            int used = 0;
            while (!text.IsEmpty && free.Length - used > Widest)
            {
                if (text[0] == '"')
                {
                    free[used] = free[used + 1] = (byte)'"';
                    used += 2;
                    text = text[1..];
                    continue;
                }

                int quote = text.IndexOf('"');
                Utf8.FromUtf16(quote < 0 ? text : text[..quote], free[used..], out int read, out int written, replaceInvalidSequences: true, isFinalBlock: true);
                used += written;
                text = text[read..];
            }

            output.Advance(used);
        }
    }
}

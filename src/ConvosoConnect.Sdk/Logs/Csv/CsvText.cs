using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace ConvosoConnect.Sdk.Logs.Csv;

/// <summary>Writes rows of a CSV file, in UTF-8 and safe to open in a spreadsheet.</summary>
internal static class CsvText
{
    /// <summary>How many characters are written at a time. Each takes three bytes at most, and a quote two.</summary>
    private const int Piece = 4096;

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\t\"\r\n");

    // The ends of a cell for a spreadsheet that splits at semicolons or tabs. Such a spreadsheet finds the field's quotes in the middle of a cell, where they protect nothing.
    private static readonly SearchValues<char> CellEnds = SearchValues.Create(";\t\r\n");

    public static void EndRow(IBufferWriter<byte> output) => output.Write("\r\n"u8);

    /// <summary>Whether a spreadsheet might run a text as a formula. White space before it is ignored, because some programs trim it.</summary>
    public static bool IsFormula(ReadOnlySpan<char> text)
    {
        if (text is ['\t' or '\r' or '\n', ..])
        {
            return true;
        }

        // Most texts begin so, and need no look at categories.
        if (text.IsEmpty || char.IsAsciiLetterOrDigit(text[0]) || text[0] == '{')
        {
            return false;
        }

        int at = 0;
        while (at < text.Length && IsInvisible(text[at]))
        {
            at++;
        }

        return at < text.Length && IsMark(text[at]) && !IsNumber(text);
    }

    private static bool IsMark(char character) => character is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠';

    public static void WriteField(IBufferWriter<byte> output, ReadOnlySpan<char> text)
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

        for (int cell; quoted && (cell = FindFormulaCell(text)) > 0; text = text[cell..])
        {
            WriteUtf8(output, text[..cell], hasQuotes: true);
            output.Write("'"u8);
        }

        WriteUtf8(output, text, quoted);
        if (quoted)
        {
            output.Write("\""u8);
        }
    }

    /// <summary>
    /// Finds the next cell that a spreadsheet which splits at semicolons or tabs might run as a formula; 0 for none. White space and quotes before it are ignored. A cell that
    /// begins with a tab or a lone carriage return counts too, as at the beginning of a field. Numbers count as well, because such a cell also holds the fields that follow in
    /// the row.
    /// </summary>
    private static int FindFormulaCell(ReadOnlySpan<char> text)
    {
        for (int at = 0; text[at..].IndexOfAny(CellEnds) is >= 0 and var found;)
        {
            at += found;
            int cell = at;
            for (; at < text.Length && (IsInvisible(text[at]) || text[at] is ';' or '"'); at++)
            {
                if (!CellEnds.Contains(text[at]))
                {
                    continue;
                }

                cell = at + 1;
                if (text[at] == ';' && text[cell..] is ['\t', ..] or ['\r'] or ['\r', not '\n', ..])
                {
                    return cell;
                }
            }

            if (at < text.Length && IsMark(text[at]))
            {
                return cell;
            }
        }

        return 0;
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

    /// <summary>
    /// Writes text as UTF-8 with its quotes doubled. Each piece is transcoded at once; then the bytes after each quote are moved up to make room, from the last quote to the
    /// first.
    /// </summary>
    private static void WriteUtf8(IBufferWriter<byte> output, ReadOnlySpan<char> text, bool hasQuotes)
    {
        while (!text.IsEmpty)
        {
            ReadOnlySpan<char> piece = text.Length <= Piece ? text : text[..(char.IsHighSurrogate(text[Piece - 1]) ? Piece - 1 : Piece)];
            text = text[piece.Length..];
            int quotes = hasQuotes ? piece.Count('"') : 0;
            Span<byte> free = output.GetSpan((piece.Length * 3) + quotes);
            Utf8.FromUtf16(piece, free, out _, out int written, replaceInvalidSequences: true, isFinalBlock: true);
            output.Advance(written + quotes);
            for (int end = written; quotes > 0; quotes--)
            {
                int quote = free[..end].LastIndexOf((byte)'"');
                free[quote..end].CopyTo(free[(quote + quotes)..]);
                free[quote + quotes - 1] = (byte)'"';
                end = quote;
            }
        }
    }
}

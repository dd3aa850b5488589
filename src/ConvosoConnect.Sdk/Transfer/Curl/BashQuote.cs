using System.Globalization;
using System.Text;

namespace ConvosoConnect.Sdk.Transfer.Curl;

/// <summary>Quotes a text for bash so that it stays as it is and runs nothing.</summary>
internal static class BashQuote
{
    /// <summary>
    /// In single quotes; with characters that are invisible or would act on a terminal, in <c>$'…'</c> with their bytes, so that a pasted command does nothing before it is run and
    /// shows what it is. Bash cannot hold NUL: U+FFFD stands for it, as for half a surrogate pair.
    /// </summary>
    public static string Quote(string text)
    {
        bool isPlain = text.EnumerateRunes().All(rune => !IsUnseen(rune) && rune != Rune.ReplacementChar);
        if (isPlain)
        {
            return "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
        }

        var quoted = new StringBuilder("$'");
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\n':
                    quoted.Append("\\n");
                    break;
                case '\r':
                    quoted.Append("\\r");
                    break;
                case '\t':
                    quoted.Append("\\t");
                    break;
                case '\\' or '\'':
                    quoted.Append('\\').Append((char)rune.Value);
                    break;
                case 0:
                    quoted.Append(Rune.ReplacementChar.ToString());
                    break;
                default:
                    Append(quoted, rune);
                    break;
            }
        }

        return quoted.Append('\'').ToString();
    }

    private static void Append(StringBuilder quoted, Rune rune)
    {
        if (!IsUnseen(rune))
        {
            quoted.Append(rune.ToString());
            return;
        }

        Span<byte> utf8 = stackalloc byte[4];
        foreach (byte b in utf8[..rune.EncodeToUtf8(utf8)])
        {
            quoted.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
        }
    }

    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}

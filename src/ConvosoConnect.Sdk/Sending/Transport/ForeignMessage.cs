using System.Text;
using ConvosoConnect.Sdk.Destinations;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>
/// The message of an exception that is not ours, fit for a sentence. Some of .NET's quote bytes in hexadecimal, such as those of a chunk that is none (<c>'73-6B-5F-31'</c>)
/// or of a text that is no UTF-8 (<c>[E9][20]</c>). They say nothing to a reader, and a piece of a credential in them could not be recognised, so they are left out.
/// User names and passwords in URLs are left out too.
/// </summary>
internal static class ForeignMessage
{
    private const char LeftOut = '…';

    // Fewer may be a date, or an index.
    private const int FewestJoined = 4;
    private const int FewestInBrackets = 2;

    public static string From(Exception exception) => UserInfo.Hide(WithoutBytes(exception.Message));

    /// <summary>The text with each run of bytes left out.</summary>
    public static string WithoutBytes(string text)
    {
        StringBuilder? kept = null;
        int copied = 0;
        for (int at = 0; at < text.Length;)
        {
            int length = LengthOfBytes(text.AsSpan(at), isWithinWord: at > 0 && char.IsLetterOrDigit(text[at - 1]));
            if (length > 0)
            {
                kept = (kept ?? new StringBuilder()).Append(text, copied, at - copied).Append(LeftOut);
                copied = at + length;
            }

            at += Math.Max(1, length);
        }

        return kept?.Append(text, copied, text.Length - copied).ToString() ?? text;
    }

    private static int LengthOfBytes(ReadOnlySpan<char> text, bool isWithinWord)
    {
        int length = 0;
        if (text[0] == '[')
        {
            while (text[length..] is ['[', var high, var low, ']', ..] && IsByte(high, low))
            {
                length += 4;
            }

            return length >= 4 * FewestInBrackets ? length : 0;
        }

        if (isWithinWord || text is not [var first, var second, '-', ..] || !IsByte(first, second))
        {
            return 0;
        }

        length = 2;
        while (text[length..] is ['-', var high, var low, ..] && IsByte(high, low))
        {
            length += 3;
        }

        return length >= (3 * FewestJoined) - 1 ? length : 0;
    }

    private static bool IsByte(char high, char low) => char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low);
}

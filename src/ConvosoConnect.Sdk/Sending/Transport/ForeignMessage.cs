using System.Text;
using ConvosoConnect.Sdk.Destinations;

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>
/// Makes the message of a foreign exception safe to quote in a sentence. Some messages of .NET quote bytes in hexadecimal, such as those of an invalid chunk
/// (<c>'73-6B-5F-31'</c>) or of invalid UTF-8 (<c>[E9][20]</c>). Such bytes do not help a reader, and the mask could not recognise a credential in them, so they are left out.
/// User names and passwords in URLs are left out too.
/// </summary>
internal static class ForeignMessage
{
    private const char LeftOut = '…';

    // Fewer bytes may be a date or an index.
    private const int FewestJoined = 4;
    private const int FewestInBrackets = 2;

    public static string From(Exception exception) => UserInfo.Hide(WithoutBytes(exception.Message));

    /// <summary>Replaces each run of hexadecimal bytes by an ellipsis.</summary>
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

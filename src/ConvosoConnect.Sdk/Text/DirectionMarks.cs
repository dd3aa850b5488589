using System.Buffers;
using System.Globalization;
using System.Text;

namespace ConvosoConnect.Sdk.Text;

/// <summary>
/// The invisible characters that set the direction of text (Unicode's bidirectional controls). Such a character can show the words around it in another order, and so show a
/// false host. Error sentences and messages in the app's log therefore write it as its code: <c>\u202E</c>. Stored texts keep the character.
/// </summary>
internal static class DirectionMarks
{
    private static readonly SearchValues<char> All = SearchValues.Create(
        '\u061C', '\u200E', '\u200F', '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069');

    /// <summary>Replaces each of them by its code; returns the same text when there is none.</summary>
    public static string Escape(string text)
    {
        int next = text.AsSpan().IndexOfAny(All);
        if (next < 0)
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 5);
        int copied = 0;
        for (; next >= 0; next = text.AsSpan(copied).IndexOfAny(All))
        {
            escaped.Append(text, copied, next).Append(CultureInfo.InvariantCulture, $"\\u{(int)text[copied + next]:X4}");
            copied += next + 1;
        }

        return escaped.Append(text, copied, text.Length - copied).ToString();
    }
}

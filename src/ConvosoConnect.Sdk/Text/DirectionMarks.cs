using System.Buffers;
using System.Globalization;
using System.Text;

namespace ConvosoConnect.Sdk.Text;

/// <summary>
/// The invisible characters that set the direction of text (Unicode's bidirectional controls). One of them in a sentence could make the words around it appear in another order, such
/// as to show a host that is not there, so sentences and messages in the app's log write them as their code: <c>\u202E</c>. What is stored keeps them.
/// </summary>
internal static class DirectionMarks
{
    private static readonly SearchValues<char> All = SearchValues.Create(
        '\u061C', '\u200E', '\u200F', '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069');

    /// <summary>The text with each of them as its code; the same text when there is none.</summary>
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

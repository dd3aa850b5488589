using System.Text;

namespace ConvosoConnect.Sdk.Text;

/// <summary>Makes a part of a response that a sentence can quote: one line, without control characters, of bounded length.</summary>
internal static class Excerpt
{
    /// <summary>Takes the beginning of a text, and adds <c>…</c> when the text is longer than <paramref name="most"/> characters.</summary>
    public static string From(ReadOnlySpan<char> text, int most)
    {
        text = text.Trim();
        var line = new StringBuilder(Math.Min(text.Length, most) + 1);
        foreach (char character in text)
        {
            bool isSpace = char.IsControl(character) || char.IsWhiteSpace(character);
            if (isSpace && line.Length > 0 && line[^1] == ' ')
            {
                continue;
            }

            if (line.Length == most)
            {
                // Removes half a character or a space before the ellipsis.
                line.Length -= char.IsHighSurrogate(line[^1]) || line[^1] == ' ' ? 1 : 0;
                return line.Append('…').ToString();
            }

            line.Append(isSpace ? ' ' : character);
        }

        return line.ToString();
    }

    /// <summary>Quotes a text inside a sentence: in quotation marks, on one line, and at most 200 characters.</summary>
    public static string Quote(string text) => $"'{From(text, 200)}'";
}

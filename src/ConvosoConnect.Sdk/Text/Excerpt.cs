using System.Text;

namespace ConvosoConnect.Sdk.Text;

/// <summary>Makes a piece of a response fit to be quoted in a sentence: one line, without control characters, bounded.</summary>
internal static class Excerpt
{
    /// <summary>The beginning of a text, with <c>…</c> when it is longer than <paramref name="most"/> characters.</summary>
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
                // Neither half a character nor a space before the ellipsis.
                line.Length -= char.IsHighSurrogate(line[^1]) || line[^1] == ' ' ? 1 : 0;
                return line.Append('…').ToString();
            }

            line.Append(isSpace ? ' ' : character);
        }

        return line.ToString();
    }

    /// <summary>A text inside a sentence: in quotation marks, on one line and of bounded length.</summary>
    public static string Quote(string text) => $"'{From(text, 200)}'";
}

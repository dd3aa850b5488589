using System.Text;

namespace ConvosoConnect.Sdk.Text;

/// <summary>Makes a piece of a response fit to be quoted in a sentence: one line, without control characters and halves of characters, bounded.</summary>
internal static class Excerpt
{
    /// <summary>Takes the beginning of a text, and adds <c>…</c> when the text is longer than <paramref name="most"/> characters.</summary>
    public static string From(ReadOnlySpan<char> text, int most)
    {
        text = text.Trim();
        var line = new StringBuilder(Math.Min(text.Length, most) + 1);
        Span<char> pair = stackalloc char[2];
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isSpace = Rune.IsControl(rune) || Rune.IsWhiteSpace(rune);
            if (isSpace && line.Length > 0 && line[^1] == ' ')
            {
                continue;
            }

            if (line.Length + rune.Utf16SequenceLength > most)
            {
                // No space before the ellipsis.
                line.Length -= line.Length > 0 && line[^1] == ' ' ? 1 : 0;
                return line.Append('…').ToString();
            }

            _ = isSpace ? line.Append(' ') : line.Append(pair[..rune.EncodeToUtf16(pair)]);
        }

        return line.ToString();
    }
}

namespace ConvosoConnect.Sdk.Text;

/// <summary>Checks that every database keeps a text unchanged: PostgreSQL refuses NUL, and UTF-8 cannot express half a surrogate pair.</summary>
internal static class StorableText
{
    /// <summary>Says which character a database would not keep; null when it keeps the whole text.</summary>
    public static string? Problem(string text)
    {
        int at = text.IndexOf('\0', StringComparison.Ordinal);
        if (at >= 0)
        {
            return $"It holds a NUL (U+0000) at position {at + 1}, which not every database keeps. Remove it.";
        }

        at = HalfAt(text);
        return at < 0 ? null : $"It holds half a character (U+{(int)text[at]:X4} alone) at position {at + 1}, which no database keeps. Remove it.";
    }

    private static int HalfAt(string text)
    {
        for (int at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0 && at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
            {
                continue;
            }

            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return at;
            }

            at++;
        }

        return -1;
    }
}

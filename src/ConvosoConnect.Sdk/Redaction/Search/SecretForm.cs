using System.Text;

namespace ConvosoConnect.Sdk.Redaction.Search;

/// <summary>One form of a secret that a mask searches for.</summary>
/// <param name="Text">The text to search for, in the form of <see cref="CanonicalText"/>.</param>
/// <param name="LeastCut">How many characters of it must be masked at the end of a cut text: as many as show four characters of the secret.</param>
/// <param name="SharesFirst">Whether the character before it, in Base64, holds some of the secret's bits.</param>
/// <param name="SharesLast">Whether the character after it, in Base64, holds some of the secret's bits.</param>
internal readonly record struct SecretForm(string Text, int LeastCut, bool SharesFirst = false, bool SharesLast = false)
{
    /// <summary>The length of the shortest secret that is searched for.</summary>
    public const int Shortest = 4;

    private const int ShortestCore = 8;
    private const int LongestPiece = 8;

    /// <summary>Every text that holds this form, and escapes neither letters nor digits, holds one of these pieces.</summary>
    public IEnumerable<string> Pieces => IsSpaced ? [Text[..LongestPiece], Text[..LongestPiece].Replace(' ', '-')] : [LongestRun(Text)];

    /// <summary>Whether the form consists of pairs of hexadecimal digits with spaces between them.</summary>
    private bool IsSpaced { get; init; }

    /// <summary>Gives the longest run of ASCII letters and digits, at most eight characters.</summary>
    public static string LongestRun(string text)
    {
        (int Start, int Length) best = (0, 0);
        int start = 0;
        for (int i = 0; i < text.Length && best.Length < LongestPiece; i++)
        {
            start = char.IsAsciiLetterOrDigit(text[i]) ? start : i + 1;
            best = i + 1 - start > best.Length ? (start, i + 1 - start) : best;
        }

        return text.Substring(best.Start, best.Length);
    }

    /// <summary>
    /// Gives all forms of a secret: the secret itself; the secret with its escapes undone; its UTF-8 in Base64, for each of the three offsets at which it can begin within a
    /// longer text; and its UTF-8 in hexadecimal.
    /// </summary>
    /// <param name="secret">The secret.</param>
    /// <param name="layers">How many layers of the secret's own escapes are undone.</param>
    /// <param name="rare">Whether to add its UTF-16 in Base64 and hexadecimal, and hexadecimal with hyphens or spaces.</param>
    public static IEnumerable<SecretForm> CreateAll(string secret, int layers, bool rare)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(secret);
        string wellFormed = Encoding.UTF8.GetString(utf8);
        IReadOnlyList<string> first = CanonicalText.FormsOf(secret, layers);
        IEnumerable<string> plain = first;
        if (wellFormed != secret)
        {
            // UTF-8 cannot express a lone surrogate, so this form is what is sent.
            plain = plain.Concat(CanonicalText.FormsOf(wellFormed, layers));
        }

        // A line break at the end of a secret may be skipped like those that wrap a text.
        plain = plain.Append(first[0].Trim('\r', '\n'));
        foreach (string text in plain.Distinct(StringComparer.Ordinal))
        {
            // A secret that consists of escapes may shrink to one character, which is too short to search for.
            if (text.Length > 1)
            {
                yield return new SecretForm(text, Shortest);
            }
        }

        string hex = Convert.ToHexStringLower(utf8);
        foreach (SecretForm form in Base64(utf8, leastCut: 6).Append(new SecretForm(hex, 2 * Shortest)))
        {
            yield return form;
        }

        if (rare)
        {
            foreach (byte[] utf16 in Utf16(wellFormed))
            {
                foreach (SecretForm form in Base64(utf16, leastCut: 10))
                {
                    yield return form;
                }

                yield return new SecretForm(Convert.ToHexStringLower(utf16), (4 * Shortest) - 2);
            }

            yield return new SecretForm(string.Join(' ', hex.Chunk(2).Select(pair => new string(pair))), (3 * Shortest) - 1) { IsSpaced = true };
        }
    }

    // Without the zero byte at one end, ASCII and Latin-1 have the same bytes in both byte orders.
    private static IEnumerable<byte[]> Utf16(string text)
    {
        byte[] little = Encoding.Unicode.GetBytes(text);
        byte[] big = Encoding.BigEndianUnicode.GetBytes(text);
        little = little is [.., 0] ? little[..^1] : little;
        big = big is [0, ..] ? big[1..] : big;
        return little.AsSpan().SequenceEqual(big) ? [little] : [little, big];
    }

    private static IEnumerable<SecretForm> Base64(byte[] bytes, int leastCut)
    {
        for (int before = 0; before < 3; before++)
        {
            string shifted = Convert.ToBase64String([.. new byte[before], .. bytes]).TrimEnd('=');
            int firstBit = before * 8;
            int endBit = firstBit + (bytes.Length * 8);
            int first = (firstBit + 5) / 6;
            int end = endBit / 6;
            if (end - first >= ShortestCore)
            {
                yield return new SecretForm(shifted[first..end].ToLowerInvariant(), leastCut, firstBit % 6 != 0, endBit % 6 != 0);
            }
            else if (before == 0)
            {
                // The form is too short to be recognised within a longer text, but it is recognised alone.
                yield return new SecretForm(shifted.ToLowerInvariant(), leastCut);
            }
        }
    }
}

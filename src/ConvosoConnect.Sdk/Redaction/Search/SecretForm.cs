using System.Text;

namespace ConvosoConnect.Sdk.Redaction.Search;

/// <summary>One form of a secret that a mask looks for.</summary>
/// <param name="Text">What to look for, as <see cref="CanonicalText"/> has it.</param>
/// <param name="LeastCut">How much of its beginning gives it away at the end of a text that was cut: four characters of the secret.</param>
/// <param name="SharesFirst">Whether the character before it holds some of the secret's bits, when it is Base64.</param>
/// <param name="SharesLast">Whether the character after it does.</param>
internal readonly record struct SecretForm(string Text, int LeastCut, bool SharesFirst = false, bool SharesLast = false)
{
    /// <summary>The fewest characters that are looked for.</summary>
    public const int Shortest = 4;

    private const int ShortestCore = 8;
    private const int LongestPiece = 8;

    /// <summary>One of these stands in every text that holds this form and escapes neither letters nor digits.</summary>
    public IEnumerable<string> Pieces => IsSpaced ? [Text[..LongestPiece], Text[..LongestPiece].Replace(' ', '-')] : [LongestRun(Text)];

    /// <summary>Whether it is pairs of hexadecimal digits.</summary>
    private bool IsSpaced { get; init; }

    /// <summary>The longest run of ASCII letters and digits, at most eight of them.</summary>
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
    /// All forms of a secret: itself, what it stands for when it holds escapes, its UTF-8 in Base64 (at each of the three places where it can begin within a longer
    /// text) and in hexadecimal.
    /// </summary>
    /// <param name="secret">The secret.</param>
    /// <param name="layers">How many layers of escapes of its own are undone.</param>
    /// <param name="rare">Whether also its UTF-16 in Base64 and hexadecimal, and hexadecimal with hyphens or blanks.</param>
    public static IEnumerable<SecretForm> CreateAll(string secret, int layers, bool rare)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(secret);
        string wellFormed = Encoding.UTF8.GetString(utf8);
        IReadOnlyList<string> first = CanonicalText.FormsOf(secret, layers);
        IEnumerable<string> plain = first;
        if (wellFormed != secret)
        {
            // A lone surrogate has no UTF-8, so this is what leaves.
            plain = plain.Concat(CanonicalText.FormsOf(wellFormed, layers));
        }

        // A line break at an end may be skipped with the ones that wrap a text.
        plain = plain.Append(first[0].Trim('\r', '\n'));
        foreach (string text in plain.Distinct(StringComparer.Ordinal))
        {
            // One character that is left of a secret made of escapes tells nothing.
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

    // Without the zero at an end, ASCII and Latin-1 are the same bytes in both orders.
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
                // Too short to be recognised within a longer text; alone it still is.
                yield return new SecretForm(shifted.ToLowerInvariant(), leastCut);
            }
        }
    }
}

using System.Text;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>One text to look for, with all its escapes: a secret itself or a Base64 form of it.</summary>
internal sealed class SecretPattern
{
    private readonly string[] _anchors;
    private readonly bool _sharesFirst;
    private readonly bool _sharesLast;

    private SecretPattern(string text, bool sharesFirst, bool sharesLast)
    {
        Text = text;
        _sharesFirst = sharesFirst;
        _sharesLast = sharesLast;
        (int start, int length) = LongestPlainRun(text);
        Reach = EscapeReader.LongestForm * start;
        _anchors = length > 0 ? [text.Substring(start, length)] : [text[..1], "%", "\\", "&", "+"];
    }

    /// <summary>What to look for, unescaped.</summary>
    public string Text { get; }

    /// <summary>
    /// One of these stands literally in every form of the text: its longest run of letters and digits, which no encoder touches, or, when it
    /// has none, whatever its first character can begin with.
    /// </summary>
    public IReadOnlyList<string> Anchors => _anchors;

    /// <summary>How far before an anchor the text can begin.</summary>
    public int Reach { get; }

    /// <summary>The patterns of one secret.</summary>
    public static IEnumerable<SecretPattern> Of(string secret)
    {
        yield return new SecretPattern(secret, false, false);
        byte[] bytes = Encoding.UTF8.GetBytes(secret);
        string wellFormed = Encoding.UTF8.GetString(bytes);
        if (wellFormed != secret)
        {
            // This is how it leaves: lone surrogates have no UTF-8.
            yield return new SecretPattern(wellFormed, false, false);
        }

        foreach (SecretPattern pattern in Base64(bytes))
        {
            yield return pattern;
            if (pattern.Text.AsSpan().ContainsAny('+', '/'))
            {
                string urlSafe = pattern.Text.Replace('+', '-').Replace('/', '_');
                yield return new SecretPattern(urlSafe, pattern._sharesFirst, pattern._sharesLast);
            }
        }
    }

    public bool IsAnchoredAt(ReadOnlySpan<char> text, int at)
    {
        foreach (string anchor in _anchors)
        {
            if (text[at..].StartsWith(anchor, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public bool CanBeginWith(char character) => character == Text[0] || EscapeReader.CanBegin(character);

    /// <summary>Takes in the neighbours that carry some of the secret's bits: in Base64 the first and last character may belong to it in part.</summary>
    public (int Start, int End) Widen(ReadOnlySpan<char> text, int start, int end) => (
        _sharesFirst && start > 0 && IsBase64(text[start - 1]) ? start - 1 : start,
        _sharesLast && end < text.Length && IsBase64(text[end]) ? end + 1 : end);

    private static IEnumerable<SecretPattern> Base64(byte[] bytes)
    {
        // A core of fewer characters is no sign of the secret. The whole of a short one still is, thanks to its padding.
        const int DistinguishingCore = 8;

        string whole = Convert.ToBase64String(bytes);
        if (whole.EndsWith('='))
        {
            yield return new SecretPattern(whole, false, false);
        }

        for (int before = 0; before < 3; before++)
        {
            string shifted = Convert.ToBase64String([.. new byte[before], .. bytes]);
            int firstBit = before * 8;
            int endBit = firstBit + (bytes.Length * 8);
            int first = (firstBit + 5) / 6;
            int end = endBit / 6;
            if (end - first >= DistinguishingCore)
            {
                yield return new SecretPattern(shifted[first..end], firstBit % 6 != 0, endBit % 6 != 0);
            }
        }
    }

    private static bool IsBase64(char character) => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '-' or '_';

    private static (int Start, int Length) LongestPlainRun(string text)
    {
        (int Start, int Length) best = (0, 0);
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            start = char.IsAsciiLetterOrDigit(text[i]) ? start : i + 1;
            best = i + 1 - start > best.Length ? (start, i + 1 - start) : best;
        }

        return best;
    }
}

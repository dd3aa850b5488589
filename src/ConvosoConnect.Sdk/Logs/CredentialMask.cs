using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// Replaces known secrets by <c>***</c> wherever they stand in a text: as they are; percent-, form-, JSON- or XML-escaped, character by character
/// and up to three times over; and as Base64, also within a longer Base64 text. Letters are compared exactly, hex digits of escapes ignoring case.
/// Built once per endpoint version; safe for concurrent use.
/// <para>
/// All occurrences are found before any is replaced, so where secrets overlap their union goes and no part of either stays.
/// </para>
/// </summary>
internal sealed class CredentialMask
{
    /// <summary>What stands for a secret.</summary>
    public const string Masked = "***";

    private const int ShortestSecret = 4;

    // Credentials by position, not by content: masking these wherever they stand would blacken half of every log and hide nothing.
    // So the caller masks them where they are credentials, and they are not searched for elsewhere (our decision).
    private static readonly HashSet<string> CommonWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "true", "false", "null", "none", "json", "xml", "form", "post", "get",
    };

    private readonly SecretPattern[] _patterns;
    private readonly SearchValues<string>? _anchors;
    private readonly int _shortestAnchor;

    /// <summary>A mask for these secrets; blank ones, ones shorter than four characters and common words such as <c>true</c> are not searched for.</summary>
    public CredentialMask(IEnumerable<string> secrets)
    {
        _patterns = [.. secrets.Distinct(StringComparer.Ordinal).Where(IsDistinct).SelectMany(SecretPattern.Of).DistinctBy(pattern => pattern.Text)];
        if (_patterns.Length > 0)
        {
            string[] anchors = [.. _patterns.SelectMany(pattern => pattern.Anchors).Distinct()];
            _anchors = SearchValues.Create(anchors, StringComparison.Ordinal);
            _shortestAnchor = anchors.Min(anchor => anchor.Length);
        }
    }

    /// <summary>Masks nothing.</summary>
    public static CredentialMask None { get; } = new([]);

    /// <summary>The text without the secrets; the text itself when it holds none.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Mask(string? text)
    {
        if (string.IsNullOrEmpty(text) || _anchors is null || text.Length < _shortestAnchor)
        {
            return text;
        }

        int at = text.AsSpan().IndexOfAny(_anchors);
        return at < 0 ? text : Replace(text, Find(text, at));
    }

    /// <summary>Whether a text in UTF-8 may hold a secret. When not, it need not become a string to be masked.</summary>
    public bool MayHit(ReadOnlySpan<byte> utf8)
    {
        if (_anchors is null || utf8.Length < _shortestAnchor)
        {
            return false;
        }

        char[] text = ArrayPool<char>.Shared.Rent(utf8.Length);
        int length = Encoding.UTF8.GetChars(utf8, text);
        bool hit = text.AsSpan(0, length).ContainsAny(_anchors);
        ArrayPool<char>.Shared.Return(text);
        return hit;
    }

    private static bool IsDistinct(string secret) =>
        secret.Length >= ShortestSecret && !string.IsNullOrWhiteSpace(secret) && !CommonWords.Contains(secret);

    private List<(int Start, int End)> Find(string text, int at)
    {
        var found = new List<(int Start, int End)>();
        var reader = new EncodedText(text);
        var tried = new int[_patterns.Length];
        while (true)
        {
            for (int i = 0; i < _patterns.Length; i++)
            {
                SecretPattern pattern = _patterns[i];
                if (!pattern.IsAnchoredAt(text, at))
                {
                    continue;
                }

                // No start is tried twice, however many anchors are within its reach: the work stays proportional to the text.
                for (int start = Math.Max(tried[i], at - pattern.Reach); start <= at; start++)
                {
                    if (pattern.CanBeginWith(text[start]) && reader.Match(pattern.Text, start) is > 0 and var end)
                    {
                        found.Add(pattern.Widen(text, start, end));
                    }
                }

                tried[i] = at + 1;
            }

            int next = text.AsSpan(at + 1).IndexOfAny(_anchors!);
            if (next < 0)
            {
                return found;
            }

            at += 1 + next;
        }
    }

    private static string Replace(string text, List<(int Start, int End)> found)
    {
        if (found.Count == 0)
        {
            return text;
        }

        found.Sort();
        var masked = new StringBuilder(text.Length);
        int copied = 0;
        (int start, int end) = found[0];
        foreach ((int nextStart, int nextEnd) in found)
        {
            if (nextStart < end)
            {
                end = Math.Max(end, nextEnd);
                continue;
            }

            masked.Append(text, copied, start - copied).Append(Masked);
            copied = end;
            (start, end) = (nextStart, nextEnd);
        }

        return masked.Append(text, copied, start - copied).Append(Masked).Append(text, end, text.Length - end).ToString();
    }
}

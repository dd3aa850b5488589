using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>Picks the keys to name when the one asked for is missing.</summary>
internal static class NearestKeys
{
    private const int Most = 3;
    private const int MostCandidates = 500;
    private const int Longest = 100;
    private const int Far = int.MaxValue;

    /// <summary>
    /// Picks up to three keys, the nearest first: keys that differ only in case and separators, then keys with the same last segment, then keys a few letters apart, then keys of
    /// which one contains the other. When no key is near, the first three are picked.
    /// </summary>
    /// <param name="asked">The key that is missing.</param>
    /// <param name="candidates">The keys of the response, in document order.</param>
    /// <param name="onlyNear">Whether the result is empty when no key is near.</param>
    /// <returns>The keys, shortened and on one line each, so that a sentence can quote them.</returns>
    public static IReadOnlyList<string> To(string asked, IEnumerable<string> candidates, bool onlyNear = false)
    {
        string whole = Fold(asked);
        string last = Fold(LastSegment(asked));
        var ranked = candidates
            .Take(MostCandidates)
            .Where(key => !string.IsNullOrWhiteSpace(key))
            .Select(key => (Key: Excerpt.From(key, Longest), Distance: Distance(whole, last, key)))
            .OrderBy(pair => pair.Distance)
            .DistinctBy(pair => pair.Key)
            .Take(Most)
            .ToList();
        bool anyNear = onlyNear || (ranked.Count > 0 && ranked[0].Distance != Far);
        return [.. ranked.Where(pair => !anyNear || pair.Distance != Far).Select(pair => pair.Key)];
    }

    private static int Distance(string whole, string last, string key)
    {
        string keyWhole = Fold(key);
        string keyLast = Fold(LastSegment(key));
        if (keyWhole == whole)
        {
            return 0;
        }

        if (keyLast == last)
        {
            return 1;
        }

        int edits = Math.Min(Edits(whole, keyWhole), Edits(last, keyLast));
        if (edits <= Math.Max(1, last.Length / 3))
        {
            return 1 + edits;
        }

        bool within = Math.Min(last.Length, keyLast.Length) > 1
            && (keyLast.Contains(last, StringComparison.Ordinal) || last.Contains(keyLast, StringComparison.Ordinal));
        return within ? Longest + Math.Abs(last.Length - keyLast.Length) : Far;
    }

    private static string LastSegment(string key)
    {
        int at = key.AsSpan().TrimEnd("./").LastIndexOfAny('.', '/');
        return key[(at + 1)..];
    }

    /// <summary>The form in which keys are compared: in upper case, without separators, and at most 100 characters of the key.</summary>
    private static string Fold(string key)
    {
        var folded = key.Take(Longest).Where(character => !"_-@#./ ".Contains(character, StringComparison.Ordinal));
        return string.Concat(folded).ToUpperInvariant();
    }

    /// <summary>How many edits turn one text into the other: a letter is added, left out, replaced, or changes places with its neighbour.</summary>
    private static int Edits(string one, string two)
    {
        Span<int> row = stackalloc int[Longest + 1];
        Span<int> before = stackalloc int[Longest + 1];
        Span<int> last = stackalloc int[Longest + 1];
        for (int j = 0; j <= two.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= one.Length; i++)
        {
            last.CopyTo(before);
            row.CopyTo(last);
            row[0] = i;
            for (int j = 1; j <= two.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (one[i - 1] == two[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == two[j - 2] && one[i - 2] == two[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
        }

        return row[two.Length];
    }
}

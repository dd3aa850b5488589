namespace ConvosoConnect.Sdk.Relational.Logs.Search;

/// <summary>
/// The words under which an entry stands in an index of words: each three neighbouring characters of its phone number and its result, as a number. Any part of them is found by the words
/// in it. The index proposes entries, which are then compared with the text, so that two words with the same number do no harm.
/// </summary>
internal static class SearchWords
{
    public const int Length = 3;

    // How many words a search asks for: more of them would narrow the search little.
    private const int MostAsked = 32;

    public static int[] OfEntry(string phone, string result)
    {
        var words = new int[Count(phone) + Count(result)];
        Write(phone, words);
        Write(result, words.AsSpan(Count(phone)));
        return words;
    }

    /// <summary>The words that all entries have whose text contains this one: each once, and of many so many spread over the text.</summary>
    public static int[] OfSearch(string text)
    {
        var words = new int[Count(text)];
        Write(text, words);
        int[] each = [.. words.Distinct()];
        return each.Length <= MostAsked ? each : [.. Enumerable.Range(0, MostAsked).Select(i => each[i * (each.Length - 1) / (MostAsked - 1)])];
    }

    private static int Count(string text) => Math.Max(0, text.Length - Length + 1);

    private static void Write(string text, Span<int> words)
    {
        for (int i = 0; i <= text.Length - Length; i++)
        {
            words[i] = Hash(text.AsSpan(i, Length));
        }
    }

    /// <summary>FNV-1a with its high bits mixed in. The words are stored, so it must never change.</summary>
    private static int Hash(ReadOnlySpan<char> text)
    {
        uint hash = 2_166_136_261;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 16_777_619;
        }

        return (int)(hash ^ (hash >> 15));
    }
}

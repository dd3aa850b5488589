namespace ConvosoConnect.Sdk.Relational.Logs.Search;

/// <summary>
/// The words under which an entry stands in an index of words: each three neighbouring characters of its phone number and its result, as a number. Any part of them is found
/// by the words in it. The index proposes entries, which are then compared with the text, so that two words with the same number do no harm.
/// </summary>
internal static class SearchWords
{
    public const int Length = 3;

    // How many words a search asks for: each costs a walk through the entries that have it, and more of them would narrow the search little.
    private const int MostAsked = 12;

    // Where the hash begins. The words of phone numbers are not those of the same digits in a result, whose ids would otherwise make all of them longer to walk.
    private const uint Result = 2_166_136_261;
    private const uint Phone = 2_654_435_761;

    public static int[] OfEntry(string phone, string result)
    {
        var words = new int[Count(phone) + Count(result)];
        Write(Phone, phone, words);
        Write(Result, result, words.AsSpan(Count(phone)));
        return words;
    }

    /// <summary>The words that all entries have whose text contains this one: each once, and of many so many spread over the text.</summary>
    public static int[] OfText(string text)
    {
        var words = new int[Count(text)];
        Write(Result, text, words);
        int[] each = [.. words.Distinct()];
        return each.Length <= MostAsked ? each : [.. Enumerable.Range(0, MostAsked).Select(i => each[i * (each.Length - 1) / (MostAsked - 1)])];
    }

    /// <summary>Words that cover the digits of a phone number, one behind the other: digits occur at random, so that these narrow the search enough.</summary>
    public static int[] OfDigits(string digits) => digits.Length < Length ? [] :
        [.. Enumerable.Range(0, (digits.Length + Length - 1) / Length).Select(n => Hash(Phone, digits.AsSpan(Math.Min(n * Length, digits.Length - Length), Length)))];

    private static int Count(string text) => Math.Max(0, text.Length - Length + 1);

    private static void Write(uint seed, string text, Span<int> words)
    {
        for (int i = 0; i <= text.Length - Length; i++)
        {
            words[i] = Hash(seed, text.AsSpan(i, Length));
        }
    }

    /// <summary>FNV-1a with its high bits mixed in. The words are stored, so it must never change.</summary>
    private static int Hash(uint seed, ReadOnlySpan<char> text)
    {
        uint hash = seed;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 16_777_619;
        }

        return (int)(hash ^ (hash >> 15));
    }
}

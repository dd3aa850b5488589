using System.Text;

namespace ConvosoConnect.Sdk.Relational.Logs.Search;

/// <summary>
/// The words under which an entry stands in the search index. Each is made of a few neighbouring characters, so any part of a phone number or result is
/// found by the words in it. The index keeps which entries hold a word and nothing more, which makes it small and quick: it proposes entries, which are
/// then compared with the text.
/// <para>
/// Three characters find short searches, but ten million entries share too few such words. Longer words keep long searches quick however large the log:
/// six digits of a phone number at each place, of which a shorter search is the beginning, and five characters of a result at chosen places. Chosen is the
/// place of the least hash among four neighbours; as that depends on those neighbours alone, the places chosen in a search are chosen in every text that
/// contains it.
/// </para>
/// </summary>
internal static class SearchWords
{
    private const int ShortText = 3;
    private const int LongText = 5;
    private const int Window = 4;
    private const int Digits = 6;
    private const int FewestDigits = 3;

    // How many words of each length a search asks for: more of them would narrow the search little.
    private const int MostAsked = 32;

    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>The words of an entry: lower-case letters and digits, separated by spaces.</summary>
    public static string OfEntry(string phone, string result)
    {
        var words = new StringBuilder(256);
        for (int i = 0; i <= phone.Length - FewestDigits; i++)
        {
            words.Append('q').Append(phone, i, Math.Min(Digits, phone.Length - i)).Append(' ');
        }

        AddShort(words, result);
        AddChosen(words, result, " ");
        return words.ToString();
    }

    /// <summary>The one word of an endpoint's id, which is compared as a whole.</summary>
    public static string OfEndpoint(string endpointId) => OfWhole('e', endpointId);

    /// <summary>The one word of an origin, which is compared as a whole.</summary>
    public static string OfOrigin(string origin) => OfWhole('o', origin);

    /// <summary>The one word of a lead's id, which is compared as a whole.</summary>
    public static string OfLead(string leadId) => OfWhole('d', leadId);

    private static string OfWhole(char kind, string text)
    {
        var word = new StringBuilder(8);
        Add(word, kind, text, "");
        return word.ToString();
    }

    /// <summary>What proposes the entries of a search that is long enough for the index, in the database's own words for "and", "or" and "begins with".</summary>
    public static string ToMatch(string text, string? digits, string and, string or, string prefix)
    {
        var all = new StringBuilder();
        AddChosen(all, text, " ");
        var words = new StringBuilder("(").AppendJoin(and, Spread(all));
        all.Clear();
        AddShort(all, text);
        words.Append(words.Length > 1 ? and : "").AppendJoin(and, Spread(all));
        words.Append(')');
        if (digits is not null)
        {
            words.Append(or).Append('(');
            for (int i = 0; i < digits.Length - Digits; i += Digits)
            {
                words.Append('q').Append(digits, i, Digits).Append(and);
            }

            words.Append('q').Append(digits, Math.Max(0, digits.Length - Digits), Math.Min(Digits, digits.Length));
            words.Append(digits.Length < Digits ? prefix : "").Append(')');
        }

        return words.ToString();
    }

    private static void AddShort(StringBuilder words, string text)
    {
        for (int i = 0; i <= text.Length - ShortText; i++)
        {
            Add(words, 't', text.AsSpan(i, ShortText), " ");
        }
    }

    /// <summary>Each word once; of many, so many spread over the text.</summary>
    private static IEnumerable<string> Spread(StringBuilder words)
    {
        string[] each = [.. words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
        return each.Length <= MostAsked ? each : Enumerable.Range(0, MostAsked).Select(i => each[i * (each.Length - 1) / (MostAsked - 1)]);
    }

    private static void AddChosen(StringBuilder words, string text, string separator)
    {
        int last = -1;
        Span<uint> window = stackalloc uint[Window];
        for (int i = 0; i <= text.Length - LongText; i++)
        {
            window[i % Window] = Hash(text.AsSpan(i, LongText));
            if (i < Window - 1)
            {
                continue;
            }

            int least = i;
            for (int at = i - Window + 1; at < i; at++)
            {
                least = window[at % Window] < window[least % Window] ? at : least;
            }

            if (least != last)
            {
                Add(words, 'l', window[least % Window], separator);
                last = least;
            }
        }
    }

    private static void Add(StringBuilder words, char kind, ReadOnlySpan<char> text, string separator) => Add(words, kind, Hash(text), separator);

    private static void Add(StringBuilder words, char kind, uint hash, string separator)
    {
        words.Append(kind);
        for (int bits = 0; bits < 30; bits += 5)
        {
            words.Append(Letters[(int)(hash >> bits) & 31]);
        }

        words.Append(separator);
    }

    /// <summary>FNV-1a with its high bits mixed in. The words are stored, so it must never change.</summary>
    private static uint Hash(ReadOnlySpan<char> text)
    {
        uint hash = 2_166_136_261;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 16_777_619;
        }

        return hash ^ (hash >> 15);
    }
}

using System.Text;
using ConvosoConnect.Sdk.Relational;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>
/// The words under which an entry stands in the search index. Each is made of a few neighbouring characters, so any part of a phone number or result is
/// found by the words in it. The index keeps which entries hold a word and nothing more, which makes it small and quick: it proposes entries, which are
/// then compared with the text.
/// <para>
/// Three characters find short searches, but ten million entries share too few such words. Longer words keep long searches quick however large the log:
/// six digits of a phone number at each place, and five characters of a result at chosen places. Chosen is the place of the least hash among four
/// neighbours; as that depends on those neighbours alone, the places chosen in a search are chosen in every text that contains it.
/// </para>
/// </summary>
internal static class SqliteGrams
{
    private const int Short = 3;
    private const int LongDigits = 6;
    private const int LongText = 5;
    private const int Window = 4;

    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";
    private const string And = " AND ";

    /// <summary>The words of an entry.</summary>
    public static string Of(string phone, string result)
    {
        var words = new StringBuilder();
        AddAll(words, 'p', phone, Short);
        AddAll(words, 'q', phone, LongDigits);
        AddAll(words, 't', result, Short);
        AddChosen(words, result, " ");
        return words.ToString();
    }

    /// <summary>What proposes the entries of a search that is long enough for the index.</summary>
    public static string Match(LogSearch search)
    {
        var words = new StringBuilder("(");
        AddChosen(words, search.Text, And);
        if (words.Length == 1)
        {
            AddCover(words, 't', search.Text, Short);
        }
        else
        {
            // The chosen words need not reach the end, where texts such as "MISSING FIELD 3" differ.
            AddCover(words, 't', search.Text[^Short..], Short);
        }

        words.Append(')');
        if (search.Digits is { } digits)
        {
            words.Append(" OR (");
            (char kind, int length) = digits.Length < LongDigits ? ('p', Short) : ('q', LongDigits);
            AddCover(words, kind, digits, length);
            words.Append(')');
        }

        return words.ToString();
    }

    private static void AddAll(StringBuilder words, char kind, string text, int length)
    {
        for (int i = 0; i <= text.Length - length; i++)
        {
            Add(words, kind, Hash(text.AsSpan(i, length)), " ");
        }
    }

    /// <summary>As few words as cover the text.</summary>
    private static void AddCover(StringBuilder words, char kind, string text, int length)
    {
        for (int i = 0; i < text.Length - length; i += length)
        {
            Add(words, kind, Hash(text.AsSpan(i, length)), And);
        }

        Add(words, kind, Hash(text.AsSpan(text.Length - length)), "");
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

    private static void Add(StringBuilder words, char kind, uint hash, string separator)
    {
        words.Append(kind);
        for (int bits = 0; bits < 30; bits += 5)
        {
            words.Append(Letters[(int)(hash >> bits) & 31]);
        }

        words.Append(separator);
    }

    /// <summary>FNV-1a, finished so that its high bits count; stored, so it never changes.</summary>
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

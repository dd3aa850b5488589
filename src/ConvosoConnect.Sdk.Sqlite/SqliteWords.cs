using ConvosoConnect.Sdk.Relational;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>
/// What is asked of the full-text index. Its tokenizer takes each three neighbouring characters of a text as a word, as they are: an entry that holds a text has all words of
/// the text. The ids of endpoint and lead and an origin are compared as a whole and stand in the index as one word each, of three characters that texts do not have.
/// </summary>
internal static class SqliteWords
{
    private const int Length = 3;

    // How many words a search asks for: each costs a walk through the entries that have it, and more of them would narrow the search little.
    private const int MostAsked = 12;

    // Characters for private use: ten for the digits of a phone number; for a whole word one for the kind, two with twelve bits each of the hash.
    private const char Zero = '\uE010';
    private const char Endpoint = '\uE000';
    private const char Origin = '\uE001';
    private const char Lead = '\uE002';
    private const char First = '\uE100';
    private const int Bits = 12;

    public static string OfEndpoint(string endpointId) => OfWhole(Endpoint, endpointId);

    public static string OfOrigin(string origin) => OfWhole(Origin, origin);

    /// <summary>The word of a lead's id; empty for an entry without a lead.</summary>
    public static string OfLead(string leadId) => leadId.Length == 0 ? "" : OfWhole(Lead, leadId);

    /// <summary>The digits of a phone number as characters that results do not have: the ids in results would otherwise make the words of all numbers longer to walk.</summary>
    public static string OfPhone(string digits) => string.Create(digits.Length, digits, static (phone, from) =>
    {
        for (int i = 0; i < phone.Length; i++)
        {
            phone[i] = char.IsAsciiDigit(from[i]) ? (char)(Zero + from[i] - '0') : from[i];
        }
    });

    /// <summary>The expression that finds all entries that may be meant; null where the index does not help.</summary>
    public static string? Match(LogCriteria criteria)
    {
        var all = new List<string>();
        if (criteria.UsesIndex && criteria.Text is { } text && All(text) is { } ofText)
        {
            all.Add(criteria.Digits is { } digits && OfDigits(digits) is { } ofDigits ? $"(({ofText}) OR ({ofDigits}))" : ofText);
        }

        if (criteria.UsesIndex && criteria.EndpointId is { } endpointId)
        {
            all.Add(Quote(OfEndpoint(endpointId)));
        }

        if (criteria.UsesIndex && criteria.Origin is { } origin)
        {
            all.Add(Quote(OfOrigin(origin)));
        }

        // A lead has so few entries that the index is always the quickest way to them.
        if (criteria.IndexIsCurrent && criteria.LeadId is { Length: > 0 } leadId)
        {
            all.Add(Quote(OfLead(leadId)));
        }

        return all.Count == 0 ? null : string.Join(" AND ", all);
    }

    /// <summary>Each word of the text once; of many, so many spread over it. Null where it has fewer than three characters.</summary>
    private static string? All(string text)
    {
        string[] characters = [.. text.EnumerateRunes().Select(rune => rune.ToString())];
        string[] words = [.. Enumerable.Range(0, Math.Max(0, characters.Length - Length + 1)).Select(at => string.Concat(characters[at..(at + Length)])).Distinct(StringComparer.Ordinal)];
        IEnumerable<string> asked = words.Length <= MostAsked ? words : Enumerable.Range(0, MostAsked).Select(i => words[i * (words.Length - 1) / (MostAsked - 1)]);
        return words.Length == 0 ? null : string.Join(" AND ", asked.Select(Quote));
    }

    /// <summary>Words that cover the digits, one behind the other: they occur at random, so that these narrow the search enough.</summary>
    private static string? OfDigits(string digits)
    {
        string phone = OfPhone(digits);
        return phone.Length < Length ? null : string.Join(" AND ", Enumerable.Range(0, (phone.Length + Length - 1) / Length)
            .Select(n => Quote(phone.Substring(Math.Min(n * Length, phone.Length - Length), Length))));
    }

    private static string Quote(string word) => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>By FNV-1a with its high bits mixed in. The words are stored, so it must never change.</summary>
    private static string OfWhole(char kind, string text)
    {
        uint hash = 2_166_136_261;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 16_777_619;
        }

        hash ^= hash >> 15;
        const int mask = (1 << Bits) - 1;
        return string.Create(Length, (kind, hash), static (word, of) =>
        {
            word[0] = of.kind;
            word[1] = (char)(First + (of.hash & mask));
            word[2] = (char)(First + ((of.hash >> Bits) & mask));
        });
    }
}

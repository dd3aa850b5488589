namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>
/// The words of the full-text index. Its tokenizer takes each three neighbouring characters of a text as a word, as they are: an entry that holds a text has all words of
/// the text. The ids of endpoint and lead and an origin are compared as a whole and stand in the index as one word each, of three characters that texts do not have.
/// </summary>
internal static class SqliteWords
{
    private const int Length = 3;

    // How many words of a text a search weighs at most: enough for 200 characters without a gap.
    private const int MostOfText = 68;

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

    /// <summary>
    /// Each word of a text once, first those that do not overlap, since these narrow a search more; of many, so many spread over the text. None where it has fewer than three
    /// characters.
    /// </summary>
    public static string[] OfText(string text)
    {
        string[] characters = [.. text.EnumerateRunes().Select(rune => rune.ToString())];
        IEnumerable<string> all = Enumerable.Range(0, Math.Max(0, characters.Length - Length + 1)).Select(at => string.Concat(characters[at..(at + Length)]));
        string[] words = [.. all.Distinct(StringComparer.Ordinal)];
        IEnumerable<string> weighed = words.Length <= MostOfText ? words : Enumerable.Range(0, MostOfText).Select(i => words[i * (words.Length - 1) / (MostOfText - 1)]);
        return [.. weighed.Index().OrderBy(word => word.Index % Length).Select(word => word.Item)];
    }

    /// <summary>Words that cover the digits of a phone number, three at least, one behind the other.</summary>
    public static string[] OfDigits(string digits)
    {
        string phone = OfPhone(digits);
        IEnumerable<int> places = Enumerable.Range(0, (phone.Length + Length - 1) / Length).Select(n => Math.Min(n * Length, phone.Length - Length));
        return [.. places.Select(at => phone.Substring(at, Length)).Distinct(StringComparer.Ordinal)];
    }

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

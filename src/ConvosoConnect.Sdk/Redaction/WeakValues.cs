using System.Buffers;
using ConvosoConnect.Sdk.Redaction.Search;

namespace ConvosoConnect.Sdk.Redaction;

/// <summary>Finds the values of weak credentials, only after a name and a sign of assignment. It is safe for concurrent use once all values are added.</summary>
internal sealed class WeakValues
{
    // There is room for a line break and the indentation of the next line.
    private const int MostSeparators = 64;
    private const int LongestAttributes = 256;
    private const int LongestPrefix = 32;

    // The characters that may stand between a name and its value: name=value, "name": "value", <name>value, a[name]=value, name%3Dvalue.
    private static readonly SearchValues<char> Separators = SearchValues.Create("=:>\"'\\ \t\r\n[]({");
    private static readonly SearchValues<char> Assignments = SearchValues.Create("=:>");

    // The characters that may stand before the prefix of an XML name.
    private static readonly SearchValues<char> BeforePrefix = SearchValues.Create("< >=\"'");

    private readonly CharacterTrie _values = new();

    /// <summary>The length of the longest value, with the characters that may stand before it.</summary>
    public int Longest { get; private set; }

    public void Add(string value)
    {
        foreach (string form in CanonicalText.FormsOf(value, 1).Where(form => form.Length > 0))
        {
            Longest = Math.Max(Longest, form.Length + MostSeparators + LongestAttributes);
            _values[_values.Add(form)].Marks |= NodeMarks.EndsValue;
        }
    }

    /// <summary>Whether a name may begin at an index. After a letter or a digit it is only the end of another name (our decision).</summary>
    public static bool IsBoundary(ReadOnlySpan<char> characters, int at) => at == 0 || !char.IsLetterOrDigit(characters[at - 1]);

    /// <summary>Whether the text that follows a name may be the attributes of an XML element.</summary>
    public static bool MayHaveAttributes(ReadOnlySpan<char> rest) => LengthOfAttributes(rest) > 0;

    /// <summary>Finds the value after a name.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The index where the name begins.</param>
    /// <param name="end">The index where the name ends.</param>
    /// <param name="found">Receives the span of the value.</param>
    /// <returns>How many steps it took.</returns>
    public int Find(CanonicalText text, int name, int end, MaskedSpans found)
    {
        ReadOnlySpan<char> characters = text.Characters;
        int start = end + (IsOpenTag(characters, name) ? LengthOfAttributes(characters[end..]) : 0);
        int value = FindValue(characters, start, out int length, out int steps);
        if (length > 0)
        {
            found.Add(text.StartOf(value), text.StartOf(value + length));
        }

        return start - end + steps;
    }

    private int FindValue(ReadOnlySpan<char> characters, int start, out int length, out int steps)
    {
        int at = start;
        bool assigned = false;
        while (at < characters.Length && at - start < MostSeparators && Separators.Contains(characters[at]))
        {
            assigned |= Assignments.Contains(characters[at++]);
        }

        int begin = at;
        length = 0;
        for (int node = CharacterTrie.Root; assigned && at < characters.Length; at++)
        {
            node = _values.Child(node, CharacterTrie.Fold(characters[at]));
            if (node == CharacterTrie.Root)
            {
                break;
            }

            if ((_values[node].Marks & NodeMarks.EndsValue) != 0 && (at + 1 == characters.Length || !char.IsLetterOrDigit(characters[at + 1])))
            {
                length = at + 1 - begin;
            }
        }

        steps = at - start + 1;
        return begin;
    }

    private static bool IsOpenTag(ReadOnlySpan<char> characters, int name)
    {
        ReadOnlySpan<char> before = characters[Math.Max(0, name - LongestPrefix)..name];
        int sign = before.LastIndexOfAny(BeforePrefix);
        return sign >= 0 && before[sign] == '<' && (sign == before.Length - 1 || before[^1] == ':');
    }

    // The attributes end before the > of the tag. An element without content has none that count.
    private static int LengthOfAttributes(ReadOnlySpan<char> rest)
    {
        if (rest.Length == 0 || rest[0] is not (' ' or '\t' or '\r' or '\n'))
        {
            return 0;
        }

        rest = rest[..Math.Min(rest.Length, LongestAttributes)];
        int end = rest.IndexOfAny('<', '>');
        return end > 0 && rest[end] == '>' && rest[end - 1] != '/' ? end : 0;
    }
}

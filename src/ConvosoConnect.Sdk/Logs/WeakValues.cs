using System.Buffers;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>The values of weak credentials, which are found after a name and a sign of assignment only. Safe for concurrent use once all are added.</summary>
internal sealed class WeakValues
{
    private const int MostSeparators = 8;

    // What may stand between a name and its value: name=value, "name": "value", <name>value, name%3Dvalue.
    private static readonly SearchValues<char> Separators = SearchValues.Create("=:>\"'\\ \t[({");
    private static readonly SearchValues<char> Assignments = SearchValues.Create("=:>");

    private readonly CharacterTrie _values = new();

    /// <summary>The longest value, with what may stand before it.</summary>
    public int Longest { get; private set; }

    public void Add(string value)
    {
        foreach (string form in CanonicalText.FormsOf(value, 1).Where(form => form.Length > 0))
        {
            Longest = Math.Max(Longest, form.Length + MostSeparators);
            _values[_values.Add(form)].Marks |= NodeMarks.EndsValue;
        }
    }

    /// <summary>Adds the value that stands after a name.</summary>
    /// <returns>How many steps it took.</returns>
    public int Find(CanonicalText text, int start, MaskedSpans found)
    {
        ReadOnlySpan<char> characters = text.Characters;
        int at = start;
        bool assigned = false;
        while (at < characters.Length && at - start < MostSeparators && Separators.Contains(characters[at]))
        {
            assigned |= Assignments.Contains(characters[at++]);
        }

        int begin = at;
        int end = 0;
        for (int node = CharacterTrie.Root; assigned && at < characters.Length; at++)
        {
            node = _values.Child(node, CharacterTrie.Fold(characters[at]));
            if (node == CharacterTrie.Root)
            {
                break;
            }

            if ((_values[node].Marks & NodeMarks.EndsValue) != 0 && (at + 1 == characters.Length || !char.IsLetterOrDigit(characters[at + 1])))
            {
                end = at + 1;
            }
        }

        if (end > 0)
        {
            found.Add(text.StartOf(begin), text.StartOf(end));
        }

        return at - start + 1;
    }
}

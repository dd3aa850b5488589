namespace ConvosoConnect.Sdk.Redaction.Search;

/// <summary>
/// One search over a text. It skips characters that may interrupt a secret: NUL (in UTF-16 that is read as bytes), line breaks and the blanks after them (in wrapped Base64).
/// </summary>
/// <param name="text">The text.</param>
/// <param name="taken">Receives the indexes of the characters that are not skipped; null when the text has no character that may be skipped.</param>
/// <param name="found">Receives the spans of secrets.</param>
internal ref struct SearchPass(CanonicalText text, int[]? taken, MaskedSpans found)
{
    private int _count;

    public long Steps;

    /// <summary>The index up to which the text was read.</summary>
    public int At;

    /// <summary>The state of the automaton at that index.</summary>
    public int Node;

    public readonly CanonicalText Text => text;

    public readonly MaskedSpans Found => found;

    /// <summary>Whether the search is after a line break, where blanks are skipped.</summary>
    public bool IsAfterBreak { get; private set; }

    /// <summary>Goes on at another index, as if the text began there.</summary>
    public void Restart(int at)
    {
        At = at;
        Node = CharacterTrie.Root;
        IsAfterBreak = false;
    }

    /// <summary>Takes the character at <see cref="At"/>.</summary>
    public void Take()
    {
        IsAfterBreak = false;
        if (taken is not null)
        {
            taken[_count++] = At;
        }

        At++;
    }

    /// <summary>Takes the characters up to an index.</summary>
    public void TakeUpTo(int to)
    {
        if (taken is null)
        {
            At = to;
            return;
        }

        while (At < to)
        {
            taken[_count++] = At++;
        }
    }

    /// <summary>Skips the character at <see cref="At"/> if it may be skipped; says whether it was.</summary>
    public bool Skips(char character)
    {
        IsAfterBreak |= character is '\r' or '\n';
        bool skips = character is '\0' or '\r' or '\n' || (IsAfterBreak && IsBlank(character));
        At += skips ? 1 : 0;
        return skips;
    }

    /// <summary>Gives the index of the first of the last <paramref name="count"/> characters taken.</summary>
    public readonly int PlaceOf(int count) => taken is null ? At - count : taken[_count - count];

    /// <summary>Goes back from an index by <paramref name="count"/> characters, not counting those that may be skipped, but not before <see cref="At"/>.</summary>
    public int Before(int place, int count)
    {
        if (taken is null)
        {
            return Math.Max(At, place - count);
        }

        ReadOnlySpan<char> characters = text.Characters;
        int before = place;
        for (; before > At && count > 0; before--)
        {
            char character = characters[before - 1];
            count -= character is '\0' or '\r' or '\n' || IsBlank(character) ? 0 : 1;
        }

        Steps += place - before;
        return before;
    }

    private static bool IsBlank(char character) => character is ' ' or '\t';
}

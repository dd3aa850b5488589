namespace ConvosoConnect.Sdk.Redaction.Search;

/// <summary>
/// One pass over a text. Skips what no secret has at that place: NUL characters (UTF-16 read as bytes), line breaks and the blanks after them (wrapped Base64).
/// </summary>
/// <param name="text">The text.</param>
/// <param name="taken">Takes the places of the characters that are not skipped; null where the text holds none that may be.</param>
/// <param name="found">Takes the places of secrets.</param>
internal ref struct SearchPass(CanonicalText text, int[]? taken, MaskedSpans found)
{
    private int _count;

    public long Steps;

    /// <summary>Up to where the text was read.</summary>
    public int At;

    /// <summary>The state of the automaton there.</summary>
    public int Node;

    public readonly CanonicalText Text => text;

    public readonly MaskedSpans Found => found;

    /// <summary>Whether blanks are skipped now.</summary>
    public bool IsAfterBreak { get; private set; }

    /// <summary>Goes on at another place, as if the text began there.</summary>
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

    /// <summary>Takes the characters up to a place.</summary>
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

    /// <summary>Skips the character at <see cref="At"/>, if it is one that may be.</summary>
    public bool Skips(char character)
    {
        IsAfterBreak |= character is '\r' or '\n';
        bool skips = character is '\0' or '\r' or '\n' || (IsAfterBreak && IsBlank(character));
        At += skips ? 1 : 0;
        return skips;
    }

    /// <summary>Where the characters taken last begin.</summary>
    public readonly int PlaceOf(int count) => taken is null ? At - count : taken[_count - count];

    /// <summary>A place so far before another that so many characters taken are between them; not before <see cref="At"/>.</summary>
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

namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// One pass over a text. Skips what no secret has at that place: NUL characters (UTF-16 read as bytes), line breaks and the blanks after them (wrapped Base64).
/// </summary>
internal struct SearchPass(CanonicalText text, int[]? taken, MaskedSpans found)
{
    private int _count;
    private bool _afterBreak;

    public long Steps;

    public readonly CanonicalText Text => text;

    public readonly MaskedSpans Found => found;

    public int Node { get; set; }

    public void Take(int at)
    {
        _afterBreak = false;
        if (taken is not null)
        {
            taken[_count] = at;
        }

        _count++;
    }

    public bool Skips(char character)
    {
        _afterBreak |= character is '\r' or '\n';
        return character is '\0' or '\r' or '\n' || (_afterBreak && character is (' ' or '\t'));
    }

    /// <summary>Where the characters taken last begin.</summary>
    public readonly int PlaceOf(int count) => taken is null ? _count - count : taken[_count - count];
}

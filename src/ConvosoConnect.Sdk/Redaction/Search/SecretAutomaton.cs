using System.Buffers;

namespace ConvosoConnect.Sdk.Redaction.Search;

/// <summary>
/// Finds all secrets in one pass over a text (the algorithm of Aho and Corasick). Each character costs at most one step forward and, over the whole text, one step back. So the
/// time depends only on the length of the text, not on the number of secrets. It is safe for concurrent use.
/// </summary>
internal sealed class SecretAutomaton
{
    private const int Chunk = 16;
    private const int Skip = -1;

    private static readonly SearchValues<char> Skipped = SearchValues.Create("\0\r\n");

    private readonly CharacterTrie _words = new();
    private readonly WeakValues _values = new();

    private readonly CharacterClasses _classes = new();
    private readonly int[] _rows;

    // For each node where names of weak credentials end: the lengths of these names, the longest first.
    private readonly Dictionary<int, int[]> _names = [];

    // The length of the longest secret, or name with its value.
    private int _longest;

    /// <summary>Makes the automaton.</summary>
    /// <param name="secrets">All forms of the secrets.</param>
    /// <param name="weak">Names and values of weak credentials. A value is found only after a name.</param>
    public SecretAutomaton(IEnumerable<SecretForm> secrets, IEnumerable<KeyValuePair<string, string>> weak)
    {
        foreach (SecretForm form in secrets)
        {
            AddSecret(form);
        }

        foreach ((string name, string value) in weak)
        {
            foreach (string form in CanonicalText.FormsOf(name, 1).Where(form => form.Length > 0))
            {
                Add(form).Marks |= NodeMarks.EndsName;
                _names[_words.Add(form)] = [form.Length];
            }

            _values.Add(value);
        }

        _longest += _values.Longest;
        _rows = AutomatonRows.Link(_words, _classes);
        foreach (int node in _names.Count == 0 ? [] : _words.ByDepth().Where(node => (_words[node].Marks & NodeMarks.EndsName) != 0))
        {
            int[] shorter = _names.GetValueOrDefault(_words[node].Parent, []);
            _names[node] = _names.TryGetValue(node, out int[]? own) ? [.. own, .. shorter] : shorter;
        }
    }

    /// <summary>How many layers of escapes a mask undoes in a text.</summary>
    public required int Layers { get; init; }

    /// <summary>Finds the secrets in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isFirst">Whether no escapes have been undone yet. If some have, only the text around those of the last layer is searched.</param>
    /// <param name="isCut">Whether the end of the text is missing. Then the beginning of a secret at its end is found too.</param>
    /// <param name="found">Receives the spans of the secrets in the original.</param>
    /// <returns>How many steps it took.</returns>
    public long Search(CanonicalText text, bool isFirst, bool isCut, MaskedSpans found)
    {
        ReadOnlySpan<char> characters = text.Characters;
        int open = isCut ? characters.Length - Math.Min(characters.Length, Escape.Longest) : characters.Length;
        int escape = characters[open..].IndexOfAny(Escape.Signs);
        open = escape < 0 ? characters.Length : open + escape;

        // Indexes must be recorded only when a character may be skipped; otherwise an index equals the number of characters taken.
        int[]? taken = characters.ContainsAny(Skipped) ? ArrayPool<int>.Shared.Rent(characters.Length + 1) : null;
        var search = new SearchPass(text, taken, found);
        if (isFirst)
        {
            Walk(ref search, open);
        }
        else
        {
            WalkUndone(ref search, open);
        }

        if (isCut)
        {
            // The cut may also go through an escape, so the beginning is searched before and after it.
            WalkFrom(ref search, search.Before(open, _longest), open);
            FindBeginning(ref search);
            Walk(ref search, characters.Length);
            FindBeginning(ref search);
        }

        if (taken is not null)
        {
            ArrayPool<int>.Shared.Return(taken);
        }

        return search.Steps;
    }

    /// <summary>Searches only around the escapes that the last layer undid. Secrets elsewhere were found in an earlier layer.</summary>
    private void WalkUndone(ref SearchPass search, int to)
    {
        ReadOnlySpan<int> undone = search.Text.Undone;
        for (int i = 0; i < undone.Length && undone[i] < to; i++)
        {
            int first = undone[i];
            while (i + 1 < undone.Length && undone[i + 1] < to && undone[i + 1] - undone[i] <= _longest)
            {
                i++;
            }

            // A name may begin right after an undone escape.
            int last = undone[i];
            int end = Math.Min(to, last + 2);
            if (end > search.At)
            {
                WalkFrom(ref search, search.Before(first, _longest), end);
            }

            // The search goes on until the current match begins after the undone escape and not next to it, because a match next to it may share its bits.
            while (search.At < to && _words[search.Node].Depth is > 0 and int depth && search.PlaceOf(depth) <= last + 1)
            {
                Walk(ref search, Math.Min(to, search.At + Chunk));
            }
        }
    }

    private void WalkFrom(ref SearchPass search, int from, int to)
    {
        if (from > search.At)
        {
            search.Restart(from);
        }

        Walk(ref search, to);
    }

    private void Walk(ref SearchPass search, int to)
    {
        ReadOnlySpan<char> characters = search.Text.Characters[..to];
        ReadOnlySpan<CharacterTrie.Node> nodes = _words.Nodes;
        search.Steps += to - search.At;
        while (search.At < characters.Length)
        {
            int next = nodes[search.Node].Row > 0 && !search.IsAfterBreak ? WalkRows(ref search, characters) : AutomatonRows.Unknown;
            if (search.At == characters.Length)
            {
                return;
            }

            if (next == AutomatonRows.Unknown && (next = Follow(ref search, characters[search.At])) == Skip)
            {
                continue;
            }

            search.Node = next;
            search.Take();
            ref readonly CharacterTrie.Node here = ref nodes[next];
            if (here.Masks > 0)
            {
                Add(search.Text, search.PlaceOf(here.Masks), search.At, here.Marks, search.Found);
            }

            if ((here.Marks & NodeMarks.EndsName) != 0)
            {
                FindValue(ref search, _names[next]);
            }
        }
    }

    private void FindValue(ref SearchPass search, int[] names)
    {
        foreach (int length in names)
        {
            search.Steps++;
            int name = search.PlaceOf(length);
            if (WeakValues.IsBoundary(search.Text.Characters, name))
            {
                search.Steps += _values.Find(search.Text, name, search.At, search.Found);
                return;
            }
        }
    }

    /// <summary>Walks while the nodes have rows and nothing is found.</summary>
    /// <returns>The next node, whose character is not taken yet; or <see cref="AutomatonRows.Unknown"/>.</returns>
    private int WalkRows(ref SearchPass search, ReadOnlySpan<char> characters)
    {
        ReadOnlySpan<int> rows = _rows;
        ReadOnlySpan<byte> classes = _classes.AsciiClasses;
        int row = _words[search.Node].Row;
        int at = search.At;
        int next = AutomatonRows.Unknown;
        for (; at < characters.Length; at++)
        {
            char character = characters[at];
            next = rows[row + (character < classes.Length ? classes[character] : _classes.ClassBeyondAscii(character))];
            if (next < 0)
            {
                break;
            }

            row = next;
        }

        search.TakeUpTo(at);
        search.Node = rows[row + _classes.Count];
        return next == AutomatonRows.Unknown ? AutomatonRows.Unknown : ~next;
    }

    /// <summary>Gives the next node for a character; <see cref="Skip"/> when the character is skipped.</summary>
    private int Follow(ref SearchPass search, char character)
    {
        char folded = CharacterTrie.Fold(character);
        int node = search.Node;
        int next = _words.Child(node, folded);
        if (next == CharacterTrie.Root && search.Skips(character))
        {
            return Skip;
        }

        int column = _classes[character];
        while (next == CharacterTrie.Root && node != CharacterTrie.Root)
        {
            search.Steps++;
            node = _words[node].Parent;
            int row = _words[node].Row;
            if (row > 0 && column != CharacterClasses.Special)
            {
                next = _rows[row + column];
                return next < 0 ? ~next : _rows[next + _classes.Count];
            }

            next = _words.Child(node, folded);
        }

        return next;
    }

    private ref CharacterTrie.Node Add(string form)
    {
        _classes.Add(form);
        _longest = Math.Max(_longest, form.Length);
        return ref _words[_words.Add(form)];
    }

    private void AddSecret(SecretForm form)
    {
        ref CharacterTrie.Node end = ref Add(form.Text);
        end.Masks = form.Text.Length;
        end.Marks |= (form.SharesFirst ? NodeMarks.SharesFirst : 0) | (form.SharesLast ? NodeMarks.SharesLast : 0);
        int node = CharacterTrie.Root;
        foreach (char character in form.Text)
        {
            node = _words.Child(node, CharacterTrie.Fold(character));
            if (_words[node].Depth >= form.LeastCut)
            {
                _words[node].Marks |= NodeMarks.GivesAway;
            }
        }
    }

    /// <summary>Adds the end of a cut text to the spans if it is the beginning of a secret.</summary>
    private void FindBeginning(ref SearchPass search)
    {
        for (int node = search.Node; node != CharacterTrie.Root; node = _words[node].Parent, search.Steps++)
        {
            if ((_words[node].Marks & NodeMarks.GivesAway) != 0)
            {
                search.Found.Add(search.Text.StartOf(search.PlaceOf(_words[node].Depth)), search.Text.StartOf(search.Text.Characters.Length));
                return;
            }
        }
    }

    private static void Add(CanonicalText text, int start, int end, NodeMarks marks, MaskedSpans found)
    {
        ReadOnlySpan<char> characters = text.Characters;
        start -= (marks & NodeMarks.SharesFirst) != 0 && start > 0 && IsBase64(characters[start - 1]) ? 1 : 0;
        end += (marks & NodeMarks.SharesLast) != 0 && end < characters.Length && IsBase64(characters[end]) ? 1 : 0;
        found.Add(text.StartOf(start), text.StartOf(end));
    }

    private static bool IsBase64(char character) => char.IsAsciiLetterOrDigit(character) || character is '+' or '/' or '-' or '_';
}

using System.Buffers;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// Finds all secrets at once in one pass (Aho and Corasick): for each character at most one step forward and, over the whole text, as many steps back. So its
/// time depends on the length of the text alone, whatever the text and however many secrets. Safe for concurrent use.
/// </summary>
internal sealed class SecretAutomaton
{
    private const int RowLength = 128;
    private const int MostRows = 256;
    private const int Unknown = -1;

    private const NodeMarks OfWord = NodeMarks.SharesFirst | NodeMarks.SharesLast | NodeMarks.EndsName;

    private static readonly SearchValues<char> Skipped = SearchValues.Create("\0\r\n");

    private readonly CharacterTrie _words = new();
    private readonly WeakValues _values = new();

    // Where to go on from the root and its children, for each ASCII character: there nearly all characters of a text are read.
    private readonly int[] _rows;

    /// <summary>Makes the automaton.</summary>
    /// <param name="secrets">All forms of the secrets.</param>
    /// <param name="weak">Names and values of weak credentials, each value found after a name only.</param>
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
                _words[_words.Add(form)].Marks |= NodeMarks.EndsName;
            }

            _values.Add(value);
        }

        Link();
        _rows = MakeRows();
    }

    /// <summary>How many layers of escapes are undone in texts.</summary>
    public required int Layers { get; init; }

    /// <summary>Finds the secrets in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isCut">Whether its end is missing: then the beginning of a secret at its end is found too.</param>
    /// <param name="found">Takes their places in the original.</param>
    /// <returns>How many steps it took.</returns>
    public long Search(CanonicalText text, bool isCut, MaskedSpans found)
    {
        ReadOnlySpan<char> characters = text.Characters;
        int open = isCut ? characters.Length - Math.Min(characters.Length, Escape.Longest) : characters.Length;
        int escape = characters[open..].IndexOfAny(Escape.Signs);
        open = escape < 0 ? characters.Length : open + escape;

        // Only where something is skipped does the place of a character differ from how many were taken.
        int[]? taken = characters.ContainsAny(Skipped) ? ArrayPool<int>.Shared.Rent(characters.Length + 1) : null;
        var search = new SearchPass(text, taken, found);
        Walk(ref search, 0, open);
        if (isCut)
        {
            // The cut may also go through an escape.
            FindBeginning(ref search);
            Walk(ref search, open, characters.Length);
            FindBeginning(ref search);
        }

        if (taken is not null)
        {
            ArrayPool<int>.Shared.Return(taken);
        }

        return search.Steps;
    }

    private void Walk(ref SearchPass search, int from, int to)
    {
        ReadOnlySpan<char> characters = search.Text.Characters[..to];
        ReadOnlySpan<CharacterTrie.Node> nodes = _words.Nodes;
        ReadOnlySpan<int> rows = _rows;
        int node = search.Node;
        search.Steps += to - from;
        for (int i = from; i < characters.Length; i++)
        {
            char character = characters[i];
            char folded = CharacterTrie.Fold(character);
            ref readonly CharacterTrie.Node here = ref nodes[node];
            int next = here.Row > 0 && folded < RowLength ? rows[(here.Row * RowLength) + folded]
                : nodes[here.Child].Label == folded && here.Child != CharacterTrie.Root ? here.Child
                : Unknown;
            if (next == Unknown && (next = Follow(ref search, node, folded, character)) == Unknown)
            {
                continue;
            }

            node = next;
            search.Take(i);
            here = ref nodes[node];
            if (here.Masks > 0)
            {
                Add(search.Text, search.PlaceOf(here.Masks), i + 1, here.Marks, search.Found);
            }

            if ((here.Marks & NodeMarks.EndsName) != 0)
            {
                search.Steps += _values.Find(search.Text, i + 1, search.Found);
            }
        }

        search.Node = node;
    }

    /// <summary>Goes on from a node; <see cref="Unknown"/> when the character is skipped.</summary>
    private int Follow(ref SearchPass search, int node, char folded, char character)
    {
        int next = _words.Child(node, folded);
        if (next == CharacterTrie.Root && search.Skips(character))
        {
            return Unknown;
        }

        while (next == CharacterTrie.Root && node != CharacterTrie.Root)
        {
            node = _words[node].Parent;
            next = _words.Child(node, folded);
            search.Steps++;
        }

        return next;
    }

    private void AddSecret(SecretForm form)
    {
        ref CharacterTrie.Node end = ref _words[_words.Add(form.Text)];
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

    /// <summary>Puts into <see cref="CharacterTrie.Node.Parent"/> where to go on when no child fits, the shallow nodes first.</summary>
    private void Link()
    {
        var byDepth = new int[_words.Count];
        var ends = new List<int> { 0 };
        for (int node = 0; node < byDepth.Length; node++)
        {
            int depth = _words[node].Depth;
            while (ends.Count <= depth + 1)
            {
                ends.Add(0);
            }

            ends[depth + 1]++;
        }

        for (int depth = 1; depth < ends.Count; depth++)
        {
            ends[depth] += ends[depth - 1];
        }

        for (int node = 0; node < byDepth.Length; node++)
        {
            byDepth[ends[_words[node].Depth]++] = node;
        }

        foreach (int node in byDepth)
        {
            if (node == CharacterTrie.Root)
            {
                continue;
            }

            ref CharacterTrie.Node here = ref _words[node];
            int back = here.Depth == 1 ? CharacterTrie.Root : Back(_words[here.Parent].Parent, here.Label);
            here.Parent = back;
            here.Marks |= _words[back].Marks & OfWord;
            here.Masks = Math.Max(here.Masks, _words[back].Masks);
        }

        int Back(int from, char label)
        {
            int next;
            while ((next = _words.Child(from, label)) == CharacterTrie.Root && from != CharacterTrie.Root)
            {
                from = _words[from].Parent;
            }

            return next;
        }
    }

    private int[] MakeRows()
    {
        // The first row is nobody's: a node without one has the number zero.
        var rows = new List<int>(new int[RowLength]);
        for (int node = 0; node < _words.Count; node++)
        {
            if (_words[node].Depth > 1)
            {
                continue;
            }

            _words[node].Row = (short)(rows.Count / RowLength);
            for (char character = '\0'; character < RowLength; character++)
            {
                int next = _words.Child(node, character);
                next = next == CharacterTrie.Root ? _words.Child(CharacterTrie.Root, character) : next;
                rows.Add(character is '\0' or '\r' or '\n' or ' ' or '\t' ? Unknown : next);
            }

            if (rows.Count == RowLength * MostRows)
            {
                break;
            }
        }

        return [.. rows];
    }

    /// <summary>Adds what was taken last of a text that was cut, when it is the beginning of a secret.</summary>
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

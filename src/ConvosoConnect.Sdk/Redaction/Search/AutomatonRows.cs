namespace ConvosoConnect.Sdk.Redaction.Search;

/// <summary>
/// Turns a trie into an automaton. Nearly all characters of a text are read at nodes near the root, so these nodes have rows: a row has a column for each class of characters,
/// which says where to go on. A number of zero or more is the index of the next node's row. A negative number is the complement of the next node, which must be looked at itself,
/// because a word ends there or it has no row. The last column holds the row's own node.
/// </summary>
internal static class AutomatonRows
{
    /// <summary>The value of a column whose characters need a look at the nodes.</summary>
    public const int Unknown = int.MinValue;

    // The rows take about 16 KB for a few secrets, and at most a megabyte for hundreds.
    private const int MostRows = 4096;
    private const int DeepestRow = 2;

    private const NodeMarks InheritedMarks = NodeMarks.SharesFirst | NodeMarks.SharesLast | NodeMarks.EndsName;

    /// <summary>Replaces <see cref="CharacterTrie.Node.Parent"/> of each node by the node to go on with when no child matches. Shallow nodes come first.</summary>
    /// <returns>The rows.</returns>
    public static int[] Link(CharacterTrie words, CharacterClasses classes)
    {
        int[] byDepth = words.ByDepth();
        var parents = new int[byDepth.Length];
        foreach (int node in byDepth)
        {
            ref CharacterTrie.Node here = ref words[node];
            parents[node] = here.Parent;
            int back = here.Depth <= 1 ? CharacterTrie.Root : Back(words[here.Parent].Parent, here.Label);
            here.Parent = back;
            here.Marks |= words[back].Marks & InheritedMarks;
            here.Masks = Math.Max(here.Masks, words[back].Masks);
        }

        return MakeRows(words, classes, byDepth, parents);

        int Back(int from, char label)
        {
            int next;
            while ((next = words.Child(from, label)) == CharacterTrie.Root && from != CharacterTrie.Root)
            {
                from = words[from].Parent;
            }

            return next;
        }
    }

    /// <summary>
    /// Makes the rows, level by level. The row of a node is a copy of the row of the node to go on with when no child matches; then the columns of its own children are set.
    /// </summary>
    private static int[] MakeRows(CharacterTrie words, CharacterClasses classes, int[] byDepth, int[] parents)
    {
        // No node has the first row, because zero marks a node without a row.
        int stride = classes.Count + 1;
        int count = 1;
        for (; count <= byDepth.Length && count <= MostRows && words[byDepth[count - 1]].Depth <= DeepestRow; count++)
        {
            words[byDepth[count - 1]].Row = count * stride;
        }

        var rows = new int[count * stride];
        rows.AsSpan(stride, stride).Fill(stride);
        int end = 0;
        for (int depth = 0; depth <= DeepestRow; depth++)
        {
            for (; end < byDepth.Length && words[byDepth[end]].Depth == depth; end++)
            {
                CharacterTrie.Node here = words[byDepth[end]];
                if (here.Row > 0)
                {
                    rows.AsSpan(words[here.Parent].Row, stride).CopyTo(rows.AsSpan(here.Row));
                    rows[here.Row + CharacterClasses.Special] = Unknown;
                    rows[here.Row + stride - 1] = byDepth[end];
                }
            }

            foreach (int child in byDepth.AsSpan(end))
            {
                CharacterTrie.Node here = words[child];
                if (here.Depth > depth + 1)
                {
                    break;
                }

                int column = classes[here.Label];
                if (column != CharacterClasses.Special && words[parents[child]].Row is > 0 and int row)
                {
                    bool isPlain = here.Row > 0 && here.Masks == 0 && (here.Marks & NodeMarks.EndsName) == 0;
                    rows[row + column] = isPlain ? here.Row : ~child;
                }
            }
        }

        return rows;
    }
}

using System.Runtime.CompilerServices;

namespace ConvosoConnect.Sdk.Redaction.Search;

/// <summary>
/// Words as a tree of characters, with about twenty bytes for a node: a node holds its first child, and one hash table holds all further children. So a step takes the same time
/// however many words there are. Space, plus and hyphen count as one character, slash and underscore as another, because forms and the two alphabets of Base64 write one for the
/// other.
/// </summary>
internal sealed class CharacterTrie
{
    /// <summary>The node where every word begins; as a child it means that there is none.</summary>
    public const int Root = 0;

    private Node[] _nodes = new Node[64];
    private int _count = 1;
    private (long Key, int Child)[] _further = [];
    private int _furtherCount;

    public int Count => _count;

    public ReadOnlySpan<Node> Nodes => _nodes.AsSpan(0, _count);

    public ref Node this[int node] => ref _nodes[node];

    /// <summary>Adds a word with all its nodes, and gives its last node.</summary>
    public int Add(ReadOnlySpan<char> word)
    {
        int node = Root;
        foreach (char character in word)
        {
            char folded = Fold(character);
            int child = Child(node, folded);
            node = child == Root ? AddChild(node, folded) : child;
        }

        return node;
    }

    /// <summary>Gives all nodes, the shallow ones first.</summary>
    public int[] ByDepth()
    {
        var byDepth = new int[_count];
        var ends = new List<int> { 0 };
        foreach (ref readonly Node node in Nodes)
        {
            while (ends.Count <= node.Depth + 1)
            {
                ends.Add(0);
            }

            ends[node.Depth + 1]++;
        }

        for (int depth = 1; depth < ends.Count; depth++)
        {
            ends[depth] += ends[depth - 1];
        }

        for (int node = 0; node < byDepth.Length; node++)
        {
            byDepth[ends[_nodes[node].Depth]++] = node;
        }

        return byDepth;
    }

    /// <summary>Finds the child for a folded character; <see cref="Root"/> when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Child(int node, char folded)
    {
        ref Node parent = ref _nodes[node];
        int first = parent.Child;
        if (first != Root && _nodes[first].Label == folded)
        {
            return first;
        }

        return parent.HasFurther ? Further(node, folded) : Root;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static char Fold(char character) => character switch { '+' or '-' => ' ', '_' => '/', _ => character };

    private int AddChild(int node, char folded)
    {
        if (_count == _nodes.Length)
        {
            Array.Resize(ref _nodes, _count * 2);
        }

        int child = _count++;
        _nodes[child] = new Node { Label = folded, Parent = node, Depth = _nodes[node].Depth + 1 };
        if (_nodes[node].Child == Root)
        {
            _nodes[node].Child = child;
            return child;
        }

        _nodes[node].HasFurther = true;
        if (2 * ++_furtherCount > _further.Length)
        {
            Grow();
        }

        Put(_further, Key(node, folded), child);
        return child;
    }

    private int Further(int node, char folded)
    {
        long key = Key(node, folded);
        int mask = _further.Length - 1;
        for (int at = Slot(key, mask); _further[at].Child != Root; at = (at + 1) & mask)
        {
            if (_further[at].Key == key)
            {
                return _further[at].Child;
            }
        }

        return Root;
    }

    private void Grow()
    {
        var larger = new (long Key, int Child)[Math.Max(16, 2 * _further.Length)];
        foreach ((long key, int child) in _further)
        {
            if (child != Root)
            {
                Put(larger, key, child);
            }
        }

        _further = larger;
    }

    private static void Put((long Key, int Child)[] table, long key, int child)
    {
        int mask = table.Length - 1;
        int at = Slot(key, mask);
        while (table[at].Child != Root)
        {
            at = (at + 1) & mask;
        }

        table[at] = (key, child);
    }

    private static long Key(int node, char folded) => ((long)node << 16) | folded;

    private static int Slot(long key, int mask) => (int)(((ulong)key * 0x9E3779B97F4A7C15UL) >> 32) & mask;

    /// <summary>A beginning that one or more words have in common.</summary>
    internal struct Node
    {
        /// <summary>The first child; <see cref="Root"/> for none.</summary>
        public int Child;

        /// <summary>The node before this one. Once the automaton is made: the node of the longest shorter ending of this beginning that also begins a word.</summary>
        public int Parent;

        /// <summary>The number of characters from the root to this node.</summary>
        public int Depth;

        /// <summary>The length of the secret that ends at this node; 0 for none.</summary>
        public int Masks;

        /// <summary>The index of this node's row in the automaton; 0 for none.</summary>
        public int Row;

        /// <summary>The character that leads to this node.</summary>
        public char Label;

        /// <summary>Whether there are children besides the first.</summary>
        public bool HasFurther;

        /// <summary>Further properties of this node.</summary>
        public NodeMarks Marks;
    }
}

using System.Text;

namespace ConvosoConnect.Sdk.ResponseParsers.Xml;

/// <summary>
/// The elements, attributes and texts of a body in document order, in sixteen bytes each; a tree of objects would take several times the memory. An element is followed by its
/// attributes, each with its value, and then by its content. A node is identified by its number; the root element is 0.
/// </summary>
internal sealed class XmlTree
{
    public const int Root = 0;
    public const int None = -1;

    private const int AttributeName = -1;
    private const int TextValue = -2;
    private const int BlockBits = 12;
    private const int BlockSize = 1 << BlockBits;
    private const int FirstSize = 32;

    // Nodes are kept in blocks instead of one array, so that growing copies at most the first block, and at most one block has unused places.
    private readonly List<Node[]> _blocks = [new Node[FirstSize]];
    private readonly StringBuilder _texts = new();
    private string? _text;
    private int _open = None;

    public int Count { get; private set; }

    /// <summary>Begins an element within the one that is open.</summary>
    public void Open(string name)
    {
        AddText();
        _open = Add(name, end: 0);
    }

    /// <summary>Adds an attribute to the element that was just opened.</summary>
    public void AddAttribute(string name, string value)
    {
        Add(name, AttributeName);
        Add(value, TextValue);
    }

    /// <summary>Adds text to the element that is open; adjacent texts become one.</summary>
    public void Append(string text)
    {
        if (_text is null)
        {
            _text = text.Length == 0 ? null : text;
            return;
        }

        _texts.Append(_texts.Length == 0 ? _text : "").Append(text);
    }

    /// <summary>Ends the element that is open.</summary>
    public void Close()
    {
        AddText();
        ref Node element = ref At(_open);
        element.End = Count;
        _open = element.Parent;
    }

    public bool IsElement(int node) => At(node).End >= 0;

    public bool IsText(int node) => At(node).End == TextValue;

    /// <summary>The parent of an element; <see cref="None"/> for the root.</summary>
    public int Parent(int element) => At(element).Parent;

    /// <summary>The name of an element or attribute as it is written, or a text.</summary>
    public string Value(int node) => At(node).Value;

    /// <summary>A name without its prefix and the colon after it.</summary>
    public ReadOnlySpan<char> LocalName(int node)
    {
        string name = At(node).Value;
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < name.Length - 1 ? name.AsSpan(colon + 1) : name;
    }

    /// <summary>The first node of the element's content; <see cref="End"/> when it has none.</summary>
    public int Content(int element)
    {
        int node = element + 1;
        while (IsAttribute(node))
        {
            node += 2;
        }

        return node;
    }

    /// <summary>The node after the last one within an element.</summary>
    public int End(int element) => At(element).End;

    /// <summary>The node after a text, or after an element with all its content.</summary>
    public int Next(int node) => IsElement(node) ? End(node) : node + 1;

    /// <summary>
    /// Whether a node is an attribute. The first attribute is the node after its element, each further one is two nodes later, because a value follows each name.
    /// </summary>
    public bool IsAttribute(int node) => node < Count && At(node).End == AttributeName;

    public IEnumerable<int> Elements(int parent)
    {
        for (int node = Content(parent); node < End(parent); node = Next(node))
        {
            if (IsElement(node))
            {
                yield return node;
            }
        }
    }

    /// <summary>The text of an element that holds nothing else; null when it holds elements.</summary>
    public string? TextOf(int element)
    {
        int node = Content(element);
        int end = End(element);
        return node == end ? "" : node + 1 == end && IsText(node) ? Value(node) : null;
    }

    private void AddText()
    {
        if (_text is not null)
        {
            Add(_texts.Length == 0 ? _text : _texts.ToString(), TextValue);
            _text = null;
            _texts.Clear();
        }
    }

    private int Add(string value, int end)
    {
        if ((Count & (BlockSize - 1)) == 0 && Count > 0)
        {
            _blocks.Add(new Node[BlockSize]);
        }
        else if (Count < BlockSize && Count == _blocks[0].Length)
        {
            Node[] first = _blocks[0];
            Array.Resize(ref first, 2 * first.Length);
            _blocks[0] = first;
        }

        At(Count) = new Node { Value = value, Parent = _open, End = end };
        return Count++;
    }

    private ref Node At(int node) => ref _blocks[node >> BlockBits][node & (BlockSize - 1)];

    private struct Node
    {
        public string Value;
        public int Parent;

        /// <summary>For an element the node after its last one, or 0 while it is open; else <see cref="AttributeName"/> or <see cref="TextValue"/>.</summary>
        public int End;
    }
}

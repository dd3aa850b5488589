namespace ConvosoConnect.Sdk.ResponseParsers.Xml;

/// <summary>
/// A Response Key for XML: <c>Id</c>, <c>Response/Lead/Id</c>, <c>Lead/@id</c>. Prefixes are ignored. The path may begin at any element; with a leading <c>/</c> it begins at the
/// root.
/// </summary>
internal sealed class XmlPath
{
    // Each element is compared with the whole path. The validator of endpoints has the same limit, but it does not see the keys that templates ask for (our decision).
    private const int MostSegments = 32;

    private const string Declaration = "xmlns:";

    private readonly string[] _names;
    private readonly bool _fromRoot;
    private readonly StringComparison _comparison;

    public XmlPath(string key, StringComparison comparison)
    {
        _comparison = comparison;
        _fromRoot = key.StartsWith('/');
        string[] names = key[(_fromRoot ? 1 : 0)..].Split('/', StringSplitOptions.TrimEntries);
        Attribute = names[^1].StartsWith('@') ? LocalName(names[^1][1..]) : null;
        _names = [.. names.SkipLast(Attribute is null ? 0 : 1).Select(LocalName)];
    }

    /// <summary>The name of the attribute at the end of the path; null when the path ends with an element.</summary>
    public string? Attribute { get; }

    /// <summary>The value of that attribute; null when the element does not have it.</summary>
    public string? AttributeOf(XmlTree tree, int element)
    {
        for (int attribute = element + 1; tree.IsAttribute(attribute); attribute += 2)
        {
            bool isDeclaration = tree.Value(attribute).StartsWith(Declaration, StringComparison.Ordinal);
            if (!isDeclaration && tree.LocalName(attribute).Equals(Attribute, _comparison))
            {
                return tree.Value(attribute + 1);
            }
        }

        return null;
    }

    /// <summary>Whether the path leads to an element and to the attribute, if it names one.</summary>
    public bool Matches(XmlTree tree, int element) => LeadsTo(tree, element) && (Attribute is null || AttributeOf(tree, element) is not null);

    /// <summary>The first element in document order that the path matches; <see cref="XmlTree.None"/> when there is none.</summary>
    public int First(XmlTree tree)
    {
        for (int node = XmlTree.Root; node < tree.Count; node++)
        {
            if (tree.IsElement(node) && Matches(tree, node))
            {
                return node;
            }
        }

        return XmlTree.None;
    }

    private bool LeadsTo(XmlTree tree, int element)
    {
        if (_names.Length > MostSegments)
        {
            return false;
        }

        int at = element;
        for (int i = _names.Length - 1; i >= 0; i--)
        {
            if (at == XmlTree.None || !tree.LocalName(at).Equals(_names[i], _comparison))
            {
                return false;
            }

            at = tree.Parent(at);
        }

        return !_fromRoot || at == XmlTree.None;
    }

    private static string LocalName(string name) => name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
}

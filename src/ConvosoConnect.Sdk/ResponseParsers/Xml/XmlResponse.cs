namespace ConvosoConnect.Sdk.ResponseParsers.Xml;

/// <summary>An XML body that was read.</summary>
internal sealed class XmlResponse(XmlTree tree) : ParsedResponse
{
    private const int MostKeys = 300;
    private const int LongestKey = 200;

    // The texts of SOAP 1.1 and SOAP 1.2 faults come first, because the detail of a fault may hold messages of other systems.
    private static readonly XmlPath[] Messages = Array.ConvertAll(
        ["faultstring", "Fault/Reason/Text", "message", "error", "error_description", "detail", "title", "reason"],
        static key => new XmlPath(key, StringComparison.OrdinalIgnoreCase));

    public override string Whole => XmlCompact.Text(tree, XmlTree.Root);

    public override IEnumerable<string> Keys => Names().Distinct(StringComparer.Ordinal).Take(MostKeys);

    public override string? Message => Messages.Select(MessageAt).FirstOrDefault(text => !string.IsNullOrEmpty(text));

    public override ResponseValue Find(string key, string delimiter)
    {
        var exact = Find(new XmlPath(key, StringComparison.Ordinal), delimiter);
        return exact.Exists ? exact : Find(new XmlPath(key, StringComparison.OrdinalIgnoreCase), delimiter);
    }

    private ResponseValue Find(XmlPath path, string delimiter)
    {
        int first = path.First(tree);
        if (first == XmlTree.None)
        {
            return ResponseValue.Missing;
        }

        // Repeated siblings form a list.
        int parent = tree.Parent(first);
        IEnumerable<int> siblings = parent == XmlTree.None ? [first] : tree.Elements(parent).Where(element => path.Matches(tree, element));
        List<string?> values = [.. siblings.Select(element => path.Attribute is null ? Text(element) : path.AttributeOf(tree, element))];
        return values is [null] ? ResponseValue.Null : ResponseValue.Found(string.Join(delimiter, values));
    }

    private string? MessageAt(XmlPath path)
    {
        for (int node = XmlTree.Root; node < tree.Count; node++)
        {
            if (tree.IsElement(node) && path.Matches(tree, node) && tree.TextOf(node) is { } text)
            {
                return text.Trim();
            }
        }

        return null;
    }

    /// <summary>The value of an element; null when its attribute <c>xsi:nil</c> says so (our decision).</summary>
    private string? Text(int element)
    {
        for (int attribute = element + 1; tree.IsAttribute(attribute); attribute += 2)
        {
            if (tree.LocalName(attribute) is "nil" && tree.Value(attribute) is not "nil" && tree.Value(attribute + 1) is ("true" or "1"))
            {
                return null;
            }
        }

        return tree.TextOf(element)?.Trim() ?? XmlCompact.Text(tree, element);
    }

    /// <summary>
    /// The local names of the elements. A local name with a colon, as in a:b:c, is left out: a Response Key cannot name it, because the part before its first colon is read as a
    /// prefix.
    /// </summary>
    private IEnumerable<string> Names()
    {
        for (int node = XmlTree.Root; node < tree.Count; node++)
        {
            if (tree.IsElement(node) && tree.LocalName(node) is { Length: <= LongestKey } name && !name.Contains(':'))
            {
                yield return name.Length == tree.Value(node).Length ? tree.Value(node) : name.ToString();
            }
        }
    }
}

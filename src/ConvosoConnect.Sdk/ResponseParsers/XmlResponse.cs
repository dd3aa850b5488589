using AngleSharp.Dom;

namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>A well-formed XML body.</summary>
internal sealed class XmlResponse : ParsedResponse
{
    private const int MostKeys = 300;
    private const int LongestKey = 200;

    private static readonly string[] MessageNames = ["message", "error", "error_description", "detail", "title", "reason"];

    private readonly IElement _root;
    private readonly List<IElement> _elements = [];

    public XmlResponse(IElement root)
    {
        _root = root;
        Collect();
    }

    public override string Whole => XmlCompact.Text(_root);

    // A local name with a colon, as in a:b:c, cannot be asked for: what stands before a key's first colon is taken for its prefix.
    public override IEnumerable<string> Keys =>
        _elements.Select(element => element.LocalName).Where(name => name.Length <= LongestKey && !name.Contains(':', StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal).Take(MostKeys);

    public override string? Message => MessageNames.Select(MessageNamed).FirstOrDefault(text => !string.IsNullOrEmpty(text));

    public override ResponseValue Find(string key, string delimiter)
    {
        var exact = Find(new XmlPath(key, StringComparison.Ordinal), delimiter);
        return exact.Exists ? exact : Find(new XmlPath(key, StringComparison.OrdinalIgnoreCase), delimiter);
    }

    private ResponseValue Find(XmlPath path, string delimiter)
    {
        if (_elements.Find(path.Matches) is not { } first)
        {
            return ResponseValue.Missing;
        }

        // A list is written as repeated siblings.
        var siblings = first.ParentElement is { } parent ? parent.ChildNodes.OfType<IElement>().Where(path.Matches) : [first];
        List<string?> values = [.. siblings.Select(element => path.Attribute is null ? Text(element) : path.AttributeOf(element))];
        return values is [null] ? ResponseValue.Null : ResponseValue.Of(string.Join(delimiter, values));
    }

    private string? MessageNamed(string name) =>
        _elements.Find(element => element.FirstElementChild is null && element.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?.TextContent.Trim();

    /// <summary>The value of an element; null when it says so by <c>xsi:nil</c> (our decision).</summary>
    private static string? Text(IElement element)
    {
        bool isNil = element.Attributes.Any(attribute => attribute is { Prefix: not null, LocalName: "nil", Value: "true" or "1" });
        return isNil ? null : element.FirstElementChild is null ? element.TextContent.Trim() : XmlCompact.Text(element);
    }

    /// <summary>Lists all elements in document order.</summary>
    private void Collect()
    {
        var open = new Stack<(INodeList Children, int Next)>();
        _elements.Add(_root);
        open.Push((_root.ChildNodes, 0));
        while (open.TryPop(out var top))
        {
            if (top.Next == top.Children.Length)
            {
                continue;
            }

            open.Push((top.Children, top.Next + 1));
            if (top.Children[top.Next] is IElement element)
            {
                _elements.Add(element);
                open.Push((element.ChildNodes, 0));
            }
        }
    }
}

using System.Xml;
using AngleSharp.Dom;
using AngleSharp.Xml.Parser;

namespace ConvosoConnect.Sdk.ResponseParsers.Xml;

/// <summary>The two readers of XML: the framework's reader for well-formed bodies, AngleSharp.Xml for the bodies that it rejects.</summary>
internal static class XmlReading
{
    /// <summary>
    /// The largest body that AngleSharp.Xml may read. Each element, attribute and text counts as one, and so does each run of 25 characters, because AngleSharp.Xml takes several
    /// hundred bytes of memory for each of them (our decision).
    /// </summary>
    public const int MaxSize = 50_000;

    /// <summary>How many different names of elements and attributes a body may hold; the framework's reader keeps each name (our decision).</summary>
    public const int MaxNames = 20_000;

    private const int CharactersPerNode = 25;
    private const int UnexpectedEnd = 0;

    /// <summary>Reads a well-formed body to its end. Prefixes need not be declared.</summary>
    /// <param name="intake">The body.</param>
    /// <param name="fault">Why the other reader must not read the body either; else null.</param>
    /// <returns>The tree; null when the body is not well-formed or there is a fault.</returns>
    public static XmlTree? ReadWellFormed(XmlIntake intake, out ResponseFault? fault)
    {
        fault = null;
        // The framework's reader would accept such a reference as a character.
        if (intake.HasForbiddenReference)
        {
            return null;
        }

        var names = new BoundedNames();
        using XmlTextReader reader = intake.Short is { } text
            ? new(text, XmlNodeType.Document, new XmlParserContext(names, null, null, XmlSpace.None))
            : new(intake.Open(), names);
        reader.Namespaces = false;
        reader.Normalization = false;
        reader.DtdProcessing = DtdProcessing.Prohibit;
        reader.XmlResolver = null;
        reader.EntityHandling = EntityHandling.ExpandEntities;
        var tree = new XmlTree();
        try
        {
            while (reader.Read())
            {
                if (!TryAdd(tree, reader))
                {
                    return null;
                }
            }
        }
        catch (XmlException)
        {
            fault = names.AreTooMany ? new(ResponseFaultKind.XmlTooManyNames) : null;
            return null;
        }

        return tree;
    }

    /// <summary>Reads a body that is not well-formed, as far as AngleSharp.Xml accepts it.</summary>
    public static XmlTree? ReadTolerantly(XmlIntake intake, int length, out ResponseFault? fault)
    {
        fault = null;
        if (intake.Nodes + (intake.FlatLength / CharactersPerNode) > MaxSize)
        {
            fault = new(ResponseFaultKind.XmlTooLarge);
            return null;
        }

        string xml = intake.Flatten(out Func<int, int> position);
        try
        {
            // Each body gets a parser of its own, because the parser's context is not safe for concurrent use.
            return Copy(new XmlParser().ParseDocument(xml).DocumentElement);
        }
        catch (XmlParseException error)
        {
            fault = error.Code == UnexpectedEnd ? XmlIntake.BreaksOff(length) : XmlIntake.NotWellFormed(position(error.Position.Position - 1));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The parser throws other exceptions too, for instance for a character reference that is too large for a number. They are faults of the body as well.
            fault = new(ResponseFaultKind.XmlInvalid);
        }

        return null;
    }

    /// <summary>Adds the node on which the reader stands; false when a body must not hold a node of its kind.</summary>
    private static bool TryAdd(XmlTree tree, XmlTextReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                bool isEmpty = reader.IsEmptyElement;
                tree.Open(reader.Name);
                AddAttributes(tree, reader, declarations: true);
                AddAttributes(tree, reader, declarations: false);

                if (isEmpty)
                {
                    tree.Close();
                }

                return true;
            case XmlNodeType.EndElement:
                tree.Close();
                return true;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                if (reader.Depth > 0)
                {
                    tree.Append(reader.Value);
                }

                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Adds either the declarations of prefixes or all other attributes, with trimmed values. AngleSharp.Xml gives the declarations first and trims values too, so both readers
    /// make the same tree.
    /// </summary>
    private static void AddAttributes(XmlTree tree, XmlTextReader reader, bool declarations)
    {
        for (bool more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            string name = reader.Name;
            bool isDeclaration = name.StartsWith("xmlns", StringComparison.Ordinal);
            if (isDeclaration == declarations)
            {
                tree.AddAttribute(name, reader.Value.Trim());
            }
        }
    }

    private static XmlTree Copy(IElement root)
    {
        var tree = new XmlTree();
        var open = new Stack<(INodeList Children, int Next)>();
        Open(tree, root, open);
        while (open.TryPop(out var top))
        {
            if (top.Next == top.Children.Length)
            {
                tree.Close();
                continue;
            }

            open.Push((top.Children, top.Next + 1));
            if (top.Children[top.Next] is IElement element)
            {
                Open(tree, element, open);
            }
            else
            {
                tree.Append(top.Children[top.Next].NodeValue);
            }
        }

        return tree;
    }

    private static void Open(XmlTree tree, IElement element, Stack<(INodeList Children, int Next)> open)
    {
        tree.Open(element.NodeName);
        foreach (var attribute in element.Attributes)
        {
            tree.AddAttribute(attribute.Name, attribute.Value);
        }

        open.Push((element.ChildNodes, 0));
    }

    private sealed class BoundedNames : NameTable
    {
        private int _count;

        public bool AreTooMany => _count > MaxNames;

        public override string Add(char[] key, int start, int len)
        {
            if (Get(key, start, len) is { } known)
            {
                return known;
            }

            _count++;
            return AreTooMany ? throw new XmlException() : base.Add(key, start, len);
        }
    }
}

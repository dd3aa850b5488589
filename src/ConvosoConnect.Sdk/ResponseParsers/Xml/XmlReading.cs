using System.Xml;
using AngleSharp.Dom;
using AngleSharp.Xml.Parser;

namespace ConvosoConnect.Sdk.ResponseParsers.Xml;

/// <summary>The two readers of XML: the framework's for what is well-formed, AngleSharp.Xml for what that rejects.</summary>
internal static class XmlReading
{
    /// <summary>
    /// How large a body AngleSharp.Xml may read, in elements, attributes and texts, where 25 characters count as one more: it takes several hundred bytes for
    /// each (our decision).
    /// </summary>
    public const int MaxSize = 50_000;

    /// <summary>How many different names of elements and attributes a body may hold: the framework's reader keeps each (our decision).</summary>
    public const int MaxNames = 20_000;

    private const int CharactersPerNode = 25;
    private const int UnexpectedEnd = 0;

    /// <summary>Reads a body to its end.</summary>
    /// <param name="intake">The body.</param>
    /// <param name="fault">Why no reader may read it; else null.</param>
    /// <returns>Null when it is not well-formed; prefixes need not be declared.</returns>
    public static XmlTree? WellFormed(XmlIntake intake, out ResponseFault? fault)
    {
        fault = null;
        // This reader takes such a reference for a character.
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

    /// <summary>Reads a body that is not well-formed but may be good enough.</summary>
    public static XmlTree? Other(XmlIntake intake, int length, out ResponseFault? fault)
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
            // A parser of its own for each body: its context is not safe for concurrent use.
            return Copy(new XmlParser().ParseDocument(xml).DocumentElement);
        }
        catch (XmlParseException error)
        {
            fault = error.Code == UnexpectedEnd ? XmlIntake.BreaksOff(length) : XmlIntake.NotWellFormed(position(error.Position.Position - 1));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // What the parser did not foresee, such as a character reference too large for a number, is a fault of the body all the same.
            fault = new(ResponseFaultKind.XmlInvalid);
        }

        return null;
    }

    /// <summary>Adds the node on which the reader stands; false when the body holds none of its kind.</summary>
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

    /// <summary>Adds the declarations of prefixes or all other attributes; the other reader also gives the former first, and no value with space around it.</summary>
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

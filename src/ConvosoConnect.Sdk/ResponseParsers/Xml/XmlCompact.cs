using System.Buffers;
using System.Text;

namespace ConvosoConnect.Sdk.ResponseParsers.Xml;

/// <summary>Writes an element as XML without a declaration and without the white space between elements.</summary>
internal static class XmlCompact
{
    private static readonly SearchValues<char> EscapedInText = SearchValues.Create("&<>\r");
    private static readonly SearchValues<char> EscapedInAttribute = SearchValues.Create("&<>\"\r\n\t");

    public static string Text(XmlTree tree, int root)
    {
        var output = new StringBuilder();
        var open = new Stack<int>();
        int end = tree.End(root);
        for (int node = root; node < end || open.Count > 0;)
        {
            if (open.TryPeek(out int element) && tree.End(element) == node)
            {
                output.Append("</").Append(tree.Value(open.Pop())).Append('>');
            }
            else if (tree.IsElement(node))
            {
                node = Open(output, tree, node, open);
            }
            else
            {
                bool isAlone = tree.TextOf(element) is not null;
                if (isAlone || !string.IsNullOrWhiteSpace(tree.Value(node)))
                {
                    Escape(output, tree.Value(node), inAttribute: false);
                }

                node++;
            }
        }

        return output.ToString();
    }

    /// <summary>Appends a text, escaped so that it reads back as it is.</summary>
    public static void Escape(StringBuilder output, ReadOnlySpan<char> text, bool inAttribute)
    {
        var escaped = inAttribute ? EscapedInAttribute : EscapedInText;
        while (true)
        {
            int at = text.IndexOfAny(escaped);
            output.Append(at < 0 ? text : text[..at]);
            if (at < 0)
            {
                return;
            }

            output.Append(text[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\r' => "&#13;",
                '\n' => "&#10;",
                _ => "&#9;",
            });
            text = text[(at + 1)..];
        }
    }

    /// <summary>Writes the start tag of an element and returns the node after its attributes.</summary>
    private static int Open(StringBuilder output, XmlTree tree, int element, Stack<int> open)
    {
        output.Append('<').Append(tree.Value(element));
        for (int attribute = element + 1; tree.IsAttribute(attribute); attribute += 2)
        {
            output.Append(' ').Append(tree.Value(attribute)).Append("=\"");
            Escape(output, tree.Value(attribute + 1), inAttribute: true);
            output.Append('"');
        }

        int content = tree.Content(element);
        if (content == tree.End(element))
        {
            output.Append("/>");
        }
        else
        {
            output.Append('>');
            open.Push(element);
        }

        return content;
    }
}

using System.Buffers;
using System.Text;
using AngleSharp.Dom;

namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>Writes an element as XML without a declaration and without the white space between elements.</summary>
internal static class XmlCompact
{
    private static readonly SearchValues<char> EscapedInText = SearchValues.Create("&<>\r");
    private static readonly SearchValues<char> EscapedInAttribute = SearchValues.Create("&<>\"\r\n\t");

    public static string Text(IElement root)
    {
        var output = new StringBuilder();
        var open = new Stack<(IElement Element, int Next)>();
        Open(output, root, open);
        while (open.TryPop(out var top))
        {
            var children = top.Element.ChildNodes;
            if (top.Next == children.Length)
            {
                output.Append("</").Append(top.Element.NodeName).Append('>');
                continue;
            }

            open.Push((top.Element, top.Next + 1));
            var child = children[top.Next];
            if (child is IElement element)
            {
                Open(output, element, open);
            }
            else if (children.Length == 1 || !string.IsNullOrWhiteSpace(child.NodeValue))
            {
                Escape(output, child.NodeValue, inAttribute: false);
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

    private static void Open(StringBuilder output, IElement element, Stack<(IElement Element, int Next)> open)
    {
        output.Append('<').Append(element.NodeName);
        foreach (var attribute in element.Attributes)
        {
            output.Append(' ').Append(attribute.Name).Append("=\"");
            Escape(output, attribute.Value, inAttribute: true);
            output.Append('"');
        }

        if (element.HasChildNodes)
        {
            output.Append('>');
            open.Push((element, 0));
        }
        else
        {
            output.Append("/>");
        }
    }
}

using System.Buffers;
using System.Text;

namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>
/// Prepares a body for AngleSharp.Xml, which recurses once for each attribute of an element and each hyphen of a comment: a few thousand
/// attributes, or a comment of a mebibyte, would end the process by a stack overflow; and it expands entities without limit. The output holds
/// only tags and text, within bounds: depth and attributes are limited, a document type is refused, characters that XML forbids are too,
/// comments and processing instructions are dropped, CDATA sections become escaped text.
/// </summary>
internal sealed class XmlIntake
{
    public const int MaxDepth = 512;
    public const int MaxAttributes = 256;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000b\u000c\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019"
        + "\u001a\u001b\u001c\u001d\u001e\u001f\ufffe\uffff");

    private readonly string _text;
    private readonly StringBuilder _output;

    // Where output and input part ways, so that an error can be placed in the body as it was received.
    private readonly List<(int Output, int Input)> _marks = [];
    private int _at;
    private int _depth;

    private XmlIntake(string text)
    {
        _text = text;
        _output = new StringBuilder(text.Length);
    }

    /// <summary>What to parse.</summary>
    public string Xml => _output.ToString();

    /// <summary>Prepares a body.</summary>
    /// <param name="text">The body.</param>
    /// <param name="intake">What to parse, when there is no fault.</param>
    /// <returns>Null, or why the body is not acceptable: see <see cref="ParsedResponse.Fault"/>.</returns>
    public static string? Fault(string text, out XmlIntake intake)
    {
        intake = new XmlIntake(text);
        return intake.Run();
    }

    public static string NotWellFormed(int at) => FormattableString.Invariant($"XML that is not well-formed at character {at}");

    public static string BreaksOff(int at) => FormattableString.Invariant($"XML that breaks off at character {at}");

    /// <summary>The position in the body of a position in <see cref="Xml"/>.</summary>
    public int Position(int output)
    {
        int mark = _marks.FindLastIndex(mark => mark.Output <= output);
        return mark < 0 ? output : Math.Min(_text.Length, _marks[mark].Input + output - _marks[mark].Output);
    }

    private string? Run()
    {
        int forbidden = _text.AsSpan().IndexOfAny(Forbidden);
        if (forbidden >= 0)
        {
            return NotWellFormed(forbidden);
        }

        // White space before the declaration is common and harmless.
        Skip(_text.Length - _text.AsSpan().TrimStart().Length);
        while (_at < _text.Length)
        {
            int next = _text.IndexOf('<', _at);
            next = next < 0 ? _text.Length : next;
            _output.Append(_text, _at, next - _at);
            _at = next;
            if (_at < _text.Length && Markup() is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private string? Markup()
    {
        var rest = _text.AsSpan(_at);
        if (rest.StartsWith("<!--"))
        {
            return Drop(4, "-->");
        }

        if (rest.StartsWith("<?"))
        {
            return Drop(2, "?>");
        }

        if (rest.StartsWith("<![CDATA["))
        {
            return CData();
        }

        if (rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
        {
            return "XML with a document type declaration, which is refused";
        }

        return rest.StartsWith("<!") ? NotWellFormed(_at) : Tag(rest);
    }

    private string? Drop(int opening, string closing)
    {
        int end = _text.IndexOf(closing, _at + opening, StringComparison.Ordinal);
        if (end < 0)
        {
            return BreaksOff(_text.Length);
        }

        Skip(end + closing.Length - _at);
        return null;
    }

    private string? CData()
    {
        int start = _at + "<![CDATA[".Length;
        int end = _text.IndexOf("]]>", start, StringComparison.Ordinal);
        if (end < 0 || _depth == 0)
        {
            return end < 0 ? BreaksOff(_text.Length) : NotWellFormed(_at);
        }

        XmlCompact.Escape(_output, _text.AsSpan(start, end - start), inAttribute: false);
        Skip(end + 3 - _at);
        return null;
    }

    private string? Tag(ReadOnlySpan<char> rest)
    {
        int end = TagEnd(rest, out int attributes);
        if (end < 0)
        {
            return BreaksOff(_text.Length);
        }

        if (rest[end] == '<')
        {
            return NotWellFormed(_at + end);
        }

        if (attributes > MaxAttributes)
        {
            return $"XML with more than {MaxAttributes} attributes on one element";
        }

        _depth += rest[1] == '/' ? -1 : rest[end - 1] == '/' ? 0 : 1;
        if (_depth > MaxDepth)
        {
            return $"XML nested deeper than {MaxDepth} levels";
        }

        _output.Append(rest[..(end + 1)]);
        _at += end + 1;
        return null;
    }

    /// <summary>The index of the bracket that ends the tag, or of an opening one, which a tag cannot hold; negative when neither comes.</summary>
    private static int TagEnd(ReadOnlySpan<char> tag, out int attributes)
    {
        attributes = 0;
        int at = 1;
        while (true)
        {
            int stop = tag[at..].IndexOfAny("<>\"'");
            if (stop < 0)
            {
                return -1;
            }

            at += stop;
            if (tag[at] is '<' or '>')
            {
                return at;
            }

            attributes++;
            char quote = tag[at++];
            stop = tag[at..].IndexOfAny('<', quote);
            if (stop < 0)
            {
                return -1;
            }

            at += stop;
            if (tag[at] == '<')
            {
                return at;
            }

            at++;
        }
    }

    private void Skip(int length)
    {
        if (length > 0)
        {
            _at += length;
            _marks.Add((_output.Length, _at));
        }
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace ConvosoConnect.Sdk.ResponseParsers.Xml;

/// <summary>
/// Checks a body and prepares it for its readers. AngleSharp.Xml recurses once for each attribute of an element and each hyphen of a comment, so that a few thousand attributes, or
/// a comment of a mebibyte, would end the process by a stack overflow; and it expands entities without limit. Therefore the intake refuses a document type, characters that XML
/// forbids, and too many levels or attributes, and leaves out comments and processing instructions. The body is not copied: the pieces that remain (tags, text and CDATA sections)
/// are kept as a list of positions.
/// </summary>
internal sealed class XmlIntake
{
    public const int MaxDepth = 512;
    public const int MaxAttributes = 256;

    private const int ShortLength = 3000;
    private const string CDataStart = "<![CDATA[";
    private const string CDataEnd = "]]>";

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000b\u000c\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019"
        + "\u001a\u001b\u001c\u001d\u001e\u001f\ufffe\uffff");

    private readonly string _text;
    private readonly List<XmlPiece> _pieces = [];
    private int _at;
    private int _from;
    private int _depth;

    private XmlIntake(string text) => _text = text;

    /// <summary>The number of elements, attributes and texts, or slightly more.</summary>
    public int Nodes { get; private set; }

    /// <summary>The longest string that <see cref="Flatten"/> can return: every character of a CDATA section counts as an escape of five characters.</summary>
    public long FlatLength => _pieces.Sum(piece => piece.IsCData ? 5L * piece.Length : piece.Length);

    /// <summary>Whether a reference such as <c>&amp;#0;</c> stands for a character that XML forbids, or for none.</summary>
    public bool HasForbiddenReference { get; private set; }

    /// <summary>Prepares a body.</summary>
    /// <param name="text">The body.</param>
    /// <param name="intake">The prepared body; to be used only when there is no fault.</param>
    /// <returns>Why the body is refused; null when it is not.</returns>
    public static ResponseFault? Fault(string text, out XmlIntake intake)
    {
        intake = new XmlIntake(text);
        return intake.Run();
    }

    public static ResponseFault NotWellFormed(int at) => new(ResponseFaultKind.XmlInvalid, at);

    public static ResponseFault BreaksOff(int at) => new(ResponseFaultKind.XmlIncomplete, at);

    /// <summary>
    /// The whole body when it is short, nothing is left out of it and no line end has to be changed; else null. The framework's reader then takes a buffer of its length instead of
    /// one of 4,096 characters.
    /// </summary>
    public string? Short =>
        _text.Length <= ShortLength && _pieces is [{ Start: 0, IsCData: false } all] && all.Length == _text.Length && !_text.Contains('\r', StringComparison.Ordinal)
            ? _text
            : null;

    /// <summary>The remaining pieces, for a reader that understands CDATA sections.</summary>
    public TextReader Open() => new XmlPieceReader(_text, _pieces);

    /// <summary>The remaining pieces as one string, in which CDATA sections are escaped text.</summary>
    /// <param name="position">Turns a position in the string into the position in the body.</param>
    public string Flatten(out Func<int, int> position)
    {
        var output = new StringBuilder(_pieces.Sum(piece => piece.Length));
        var marks = new List<(int Output, int Input)>(_pieces.Count);
        foreach (XmlPiece piece in _pieces)
        {
            marks.Add((output.Length, piece.Start));
            var text = _text.AsSpan(piece.Start, piece.Length);
            if (piece.IsCData)
            {
                XmlCompact.Escape(output, text[CDataStart.Length..^CDataEnd.Length], inAttribute: false);
            }
            else
            {
                output.Append(text);
            }
        }

        marks.Add((output.Length, _text.Length));
        position = at =>
        {
            int mark = marks.FindLastIndex(mark => mark.Output <= at);
            return mark < 0 ? at : Math.Min(_text.Length, marks[mark].Input + at - marks[mark].Output);
        };
        return output.ToString();
    }

    private ResponseFault? Run()
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
            Nodes += next > _at ? 1 : 0;
            _at = next;
            if (_at < _text.Length && Markup() is { } fault)
            {
                return fault;
            }
        }

        Skip(0);
        HasForbiddenReference = FindForbiddenReference();
        return null;
    }

    private ResponseFault? Markup()
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

        if (rest.StartsWith(CDataStart))
        {
            return CData();
        }

        if (rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
        {
            return new(ResponseFaultKind.XmlDocumentType);
        }

        return rest.StartsWith("<!") ? NotWellFormed(_at) : Tag(rest);
    }

    private ResponseFault? Drop(int opening, string closing)
    {
        int end = _text.IndexOf(closing, _at + opening, StringComparison.Ordinal);
        if (end < 0)
        {
            return BreaksOff(_text.Length);
        }

        Skip(end + closing.Length - _at);
        return null;
    }

    private ResponseFault? CData()
    {
        int end = _text.IndexOf(CDataEnd, _at + CDataStart.Length, StringComparison.Ordinal);
        if (end < 0 || _depth == 0)
        {
            return end < 0 ? BreaksOff(_text.Length) : NotWellFormed(_at);
        }

        int start = _at;
        Skip(end + CDataEnd.Length - _at);
        _pieces.Add(new(start, _at - start, IsCData: true));
        return null;
    }

    private ResponseFault? Tag(ReadOnlySpan<char> rest)
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
            return new(ResponseFaultKind.XmlTooManyAttributes);
        }

        _depth += rest[1] == '/' ? -1 : rest[end - 1] == '/' ? 0 : 1;
        if (_depth > MaxDepth)
        {
            return new(ResponseFaultKind.XmlTooDeep);
        }

        Nodes += rest[1] == '/' ? 0 : 1 + attributes;
        _at += end + 1;
        return null;
    }

    /// <summary>The index of the <c>&gt;</c> that ends the tag, or of a <c>&lt;</c> before it, which a tag must not hold; negative when neither follows.</summary>
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

    /// <summary>Lists the text since the last skip as a piece, and leaves out the next characters.</summary>
    private void Skip(int length)
    {
        if (_at > _from)
        {
            _pieces.Add(new(_from, _at - _from, IsCData: false));
        }

        _at += length;
        _from = _at;
    }

    private bool FindForbiddenReference()
    {
        for (int at = 0; (at = _text.IndexOf("&#", at, StringComparison.Ordinal)) >= 0;)
        {
            at += 2;
            int end = _text.IndexOf(';', at);
            var digits = end < 0 ? [] : _text.AsSpan(at, end - at);
            bool isNumber = digits is ['x', ..]
                ? int.TryParse(digits[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int character)
                : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out character);
            if (!isNumber || !Rune.IsValid(character) || (character <= char.MaxValue && Forbidden.Contains((char)character)))
            {
                return true;
            }
        }

        return false;
    }
}

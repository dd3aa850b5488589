using System.Buffers;
using System.Net;
using System.Text;
using ConvosoConnect.Sdk.ResponseParsers.Json;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.ResponseParsers;

/// <summary>Finds what a body that could not be read looks like.</summary>
internal static class LooksLike
{
    private const int Sample = 512;
    private const int LongestHead = 65_536;

    private static readonly SearchValues<char> TagEnds = SearchValues.Create(" \t\r\n\f/>");

    private static readonly HashSet<string> HtmlTags = new(StringComparer.OrdinalIgnoreCase)
    {
        "html", "head", "body", "script", "style", "div", "p", "h1", "h2", "h3", "center", "meta", "br", "span", "pre",
    };

    public static ResponseFault Any(ResponseBody body)
    {
        var text = body.Text.AsSpan().Trim();
        if (text.IsEmpty)
        {
            return new(body.Bytes.IsEmpty ? ResponseFaultKind.Empty : ResponseFaultKind.WhiteSpace);
        }

        // Nearly every byte is a character of windows-1252, so binary data read in it would look like text. Read as UTF-8 it does not.
        var sample = body.IsWindows1252Assumed ? Encoding.UTF8.GetString(body.Bytes.Span[..Math.Min(body.Bytes.Length, Sample)]) : text[..Math.Min(text.Length, Sample)];
        if (IsBinary(sample))
        {
            return new(ResponseFaultKind.Binary);
        }

        return Markup(body, text) ?? Json(body, text) ?? new(ResponseFaultKind.PlainText, Detail: Excerpt.From(text, 60));
    }

    private static bool IsBinary(ReadOnlySpan<char> sample)
    {
        int strange = 0;
        foreach (char character in sample)
        {
            if (character == '\0')
            {
                return true;
            }

            strange += character == '\uFFFD' || (char.IsControl(character) && character is not ('\t' or '\r' or '\n' or '\f' or '\e')) ? 1 : 0;
        }

        // A text in another charset has a few broken characters too.
        return strange > 3 && strange * 4 > sample.Length;
    }

    private static ResponseFault? Json(ResponseBody body, ReadOnlySpan<char> text)
    {
        if (text is not ['{' or '[', ..])
        {
            return null;
        }

        // "[INFO] done" begins like JSON but is not JSON. A body that breaks off or nests too deep counts as JSON.
        ResponseFault? fault = JsonCheck.Fault(body.ReadAsUtf8().Span);
        return fault is null ? new(ResponseFaultKind.Json) : fault.Kind == ResponseFaultKind.JsonInvalid ? null : fault;
    }

    private static ResponseFault? Markup(ResponseBody body, ReadOnlySpan<char> text)
    {
        if (text is not ['<', ..])
        {
            return null;
        }

        var rest = AfterProlog(text);
        var name = rest.IsEmpty ? rest : rest[1..];
        int end = name.IndexOfAny(TagEnds);
        bool isHtml = name.StartsWith("!doctype html", StringComparison.OrdinalIgnoreCase)
            || (end is > 0 and < 10 && HtmlTags.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name[..end]))
            || string.Equals(body.MediaType, "text/html", StringComparison.OrdinalIgnoreCase);
        if (isHtml)
        {
            return Html(text);
        }

        return text is [_, '?' or '!' or '_' or ':', ..] || (text.Length > 1 && char.IsLetter(text[1])) ? new(ResponseFaultKind.Xml) : null;
    }

    /// <summary>The text after a declaration, comments and processing instructions. It begins with a tag, or is empty.</summary>
    private static ReadOnlySpan<char> AfterProlog(ReadOnlySpan<char> text)
    {
        while (true)
        {
            string? close = text.StartsWith("<?") ? "?>" : text.StartsWith("<!--") ? "-->" : null;
            if (close is null)
            {
                return text is ['<', ..] ? text : [];
            }

            int end = text.IndexOf(close);
            text = end < 0 ? [] : text[(end + close.Length)..].TrimStart();
        }
    }

    private static ResponseFault Html(ReadOnlySpan<char> text)
    {
        var head = text[..Math.Min(text.Length, LongestHead)];
        int open = head.IndexOf("<title", StringComparison.OrdinalIgnoreCase);
        head = open < 0 ? [] : head[open..];
        int start = head.IndexOf('>') + 1;
        int length = head[start..].IndexOf("</title", StringComparison.OrdinalIgnoreCase);
        string? title = start == 0 || length < 0 ? null : Excerpt.From(WebUtility.HtmlDecode(head.Slice(start, length).ToString()), 80);
        return new(ResponseFaultKind.Html, Detail: string.IsNullOrEmpty(title) ? null : title);
    }
}

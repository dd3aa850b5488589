using System.Buffers;
using System.Xml;
using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Text;

namespace ConvosoConnect.Sdk.BodyEncoders;

/// <summary>
/// Writes elements whose names were checked, and texts that read back as they are: a carriage return as a reference, since readers take a bare one for a line feed.
/// </summary>
internal static class XmlText
{
    // What text cannot hold as it is: markup, the carriage return, and the characters that XML 1.0 has no form for. Half a surrogate pair becomes U+FFFD where it is transcoded.
    private static readonly SearchValues<char> Special = SearchValues.Create(
        "&<>\r\uFFFE\uFFFF\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000b\u000c\u000e\u000f"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    /// <summary>Whether this can be the name of an element: an XML name, with a prefix or without.</summary>
    public static bool IsName(string? name)
    {
        ReadOnlySpan<char> rest = name;
        int colon = rest.IndexOf(':');
        return colon < 0 ? IsPart(rest) : IsPart(rest[..colon]) && IsPart(rest[(colon + 1)..]);
    }

    /// <summary>A sentence about the first key, or part of a nested key, that cannot be the name of an element; null when all can.</summary>
    public static string? FindProblem(PayloadTree keys, Payload payload)
    {
        foreach ((string name, PayloadTree member) in keys.Members)
        {
            string? problem = IsName(name) ? FindProblem(member, payload) : Problem(name, payload[FirstField(member)].Name);
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    public static void Write(IBufferWriter<byte> output, string element, PayloadTree keys, Payload payload)
    {
        var writer = new ByteWriter(output);
        Write(ref writer, element, keys, payload);
        writer.Flush();
    }

    private static void Write(ref ByteWriter output, string name, PayloadTree element, Payload payload)
    {
        output.Write((byte)'<');
        output.WriteUtf8(name);
        output.Write((byte)'>');
        if (element.Field >= 0)
        {
            WriteEscaped(ref output, payload.Fields[element.Field].Value.ToString());
        }

        foreach ((string child, PayloadTree member) in element.Members)
        {
            Write(ref output, child, member, payload);
        }

        output.Write("</"u8);
        output.WriteUtf8(name);
        output.Write((byte)'>');
    }

    private static void WriteEscaped(ref ByteWriter output, scoped ReadOnlySpan<char> text)
    {
        for (int at = text.IndexOfAny(Special); at >= 0; at = text.IndexOfAny(Special))
        {
            output.WriteUtf8(text[..at]);
            output.Write(text[at] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '\r' => "&#13;"u8,
                _ => "\uFFFD"u8,
            });
            text = text[(at + 1)..];
        }

        output.WriteUtf8(text);
    }

    private static string Problem(string name, string key) =>
        $"The destination key {Quote.From(key)} cannot be sent as XML, because {(name == key ? "it" : "its part " + Quote.From(name))} is no name of an element: "
        + "under Mapped To, use a letter or '_' followed by letters, digits, '.', '-' and '_'.";

    private static int FirstField(PayloadTree member) => member.Field >= 0 ? member.Field : FirstField(member.Members.First().Value);

    private static bool IsPart(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || !XmlConvert.IsStartNCNameChar(name[0]))
        {
            return false;
        }

        foreach (char character in name)
        {
            if (!XmlConvert.IsNCNameChar(character))
            {
                return false;
            }
        }

        return true;
    }
}

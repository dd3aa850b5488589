using System.Text;

namespace ConvosoConnect.Sdk.ResponseParsers.Xml;

/// <summary>Reads the encoding that an XML declaration names.</summary>
internal static class XmlDeclaration
{
    private const int Longest = 256;

    /// <summary>
    /// The encoding that the declaration names; null when there is none. An encoding in which the declaration itself would read differently is wrong and counts as none: .NET, for
    /// example, writes <c>encoding="utf-16"</c> into a string that is then sent as UTF-8.
    /// </summary>
    public static Encoding? Encoding(ReadOnlySpan<byte> bytes, Func<string, Encoding?> known)
    {
        // White space before the declaration is common and harmless.
        bytes = bytes.TrimStart(" \t\r\n"u8);
        if (!bytes.StartsWith("<?xml"u8))
        {
            return null;
        }

        bytes = bytes[..Math.Min(bytes.Length, Longest)];
        int end = bytes.IndexOf("?>"u8);
        bytes = end < 0 ? [] : bytes[..end];
        string declaration = System.Text.Encoding.Latin1.GetString(bytes);
        Encoding? named = Name(declaration) is { } name ? known(name) : null;
        return named?.GetString(bytes) == declaration ? named : null;
    }

    /// <summary>The quoted text after <c>encoding=</c>; null when there is none.</summary>
    private static string? Name(ReadOnlySpan<char> declaration)
    {
        const string attribute = "encoding";
        int at = declaration.IndexOf(attribute);
        var rest = at < 0 ? [] : declaration[(at + attribute.Length)..].TrimStart();
        rest = rest is ['=', ..] ? rest[1..].TrimStart() : [];
        int length = rest is ['"' or '\'', ..] ? rest[1..].IndexOf(rest[0]) : -1;
        return length > 0 ? rest.Slice(1, length).ToString() : null;
    }
}

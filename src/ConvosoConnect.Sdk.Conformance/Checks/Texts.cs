using System.Text;

namespace ConvosoConnect.Sdk.Conformance.Checks;

/// <summary>Texts that stores and parts have lost or damaged before.</summary>
internal static class Texts
{
    /// <summary>Several scripts, a composed and a decomposed é, right-to-left text, an emoji beyond the BMP and one of several characters.</summary>
    public const string Unicode = "Änn é e\u0301 Straße İı שלום 日本語 😀 👩‍👩‍👧 \u00A0\u200B end";

    /// <summary>White space at both ends and line breaks of each kind within.</summary>
    public const string Spaced = " \t two  spaces \r\n line \n line \r \t ";

    /// <summary>Characters with a meaning in SQL, globs, search syntaxes, JSON and HTML.</summary>
    public const string Punctuation = "100%_*?[a]'\"`\\/;--{}()<>&|~^$#@!:,.=+";

    /// <summary>A lone half of a surrogate pair; made from a number, since source text and metadata need not keep it.</summary>
    public static string LoneSurrogate { get; } = ((char)0xD83D).ToString();

    /// <summary>One million characters and more, of one to four bytes each, that nothing compresses into a row.</summary>
    public static string Million { get; } = Long(1_000_000);

    public static string Long(int length)
    {
        var text = new StringBuilder(length + 40);
        for (int i = 0; text.Length < length; i++)
        {
            text.Append(i).Append("é日😀 ");
        }

        return text.Append("end").ToString();
    }
}

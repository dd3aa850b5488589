using System.Text;

namespace ConvosoConnect.Sdk.Conformance.Checks;

/// <summary>Texts that faulty stores, encoders or parsers lose or damage.</summary>
internal static class Texts
{
    /// <summary>Several scripts, a composed and a decomposed é, right-to-left text, an emoji beyond the Basic Multilingual Plane, and an emoji of several characters.</summary>
    public const string Unicode = "Änn é e\u0301 Straße İı שלום 日本語 😀 👩‍👩‍👧 \u00A0\u200B end";

    /// <summary>White space at both ends, and every kind of line break within.</summary>
    public const string Spaced = " \t two  spaces \r\n line \n line \r \t ";

    /// <summary>Characters with a meaning in SQL, globs, search syntaxes, JSON and HTML.</summary>
    public const string Punctuation = "100%_*?[a]'\"`\\/;--{}()<>&|~^$#@!:,.=+";

    /// <summary>Half of a surrogate pair alone. It is made from a number, because source files and metadata may not keep it.</summary>
    public static string LoneSurrogate { get; } = ((char)0xD83D).ToString();

    /// <summary>More than a million characters, of one to four bytes each, that do not compress well.</summary>
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

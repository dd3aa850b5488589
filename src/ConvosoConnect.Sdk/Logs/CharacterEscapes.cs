using System.Globalization;
using System.Text;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// How encoders write one character when they do not write it as itself: percent-encoded UTF-8, a plus for a space, JSON escapes, and XML or
/// HTML entities. ASCII letters and digits have no such form, for no usual encoder touches them. Compare ignoring case: hex digits come in both.
/// </summary>
internal static class CharacterEscapes
{
    /// <summary>More than the longest form of one character, encoded <see cref="EncodedText.Levels"/> times over.</summary>
    public const int LongestForm = 128;

    private static readonly string[][] Ascii = [.. Enumerable.Range(0, 128).Select(code => Make(((char)code).ToString()))];

    /// <summary>Whether an escape can begin with this character.</summary>
    public static bool CanBegin(char character) => character is '%' or '\\' or '&' or '+';

    /// <summary>The forms of one character, which may be a surrogate pair or a lone surrogate.</summary>
    public static string[] Of(ReadOnlySpan<char> character) =>
        character is [< '\u0080'] ? Ascii[character[0]] : Make(character.ToString());

    private static string[] Make(string character)
    {
        if (char.IsAsciiLetterOrDigit(character[0]))
        {
            return [];
        }

        // A lone surrogate leaves as U+FFFD in any encoding but JSON's.
        Rune rune = character.EnumerateRunes().First();
        var forms = new List<string>
        {
            string.Concat(Encoding.UTF8.GetBytes(character).Select(unit => "%" + unit.ToString("X2", CultureInfo.InvariantCulture))),
            string.Concat(character.Select(unit => "\\u" + ((int)unit).ToString("X4", CultureInfo.InvariantCulture))),
        };
        foreach (string zeros in (string[])["", "0", "00"])
        {
            forms.Add("&#" + zeros + rune.Value.ToString(CultureInfo.InvariantCulture) + ";");
            forms.Add("&#x" + zeros + rune.Value.ToString("X", CultureInfo.InvariantCulture) + ";");
        }

        forms.AddRange(Named(character[0]));
        return [.. forms];
    }

    private static string[] Named(char character) => character switch
    {
        ' ' => ["+"],
        '"' => ["\\\"", "&quot;"],
        '\'' => ["\\'", "&apos;"],
        '\\' => ["\\\\"],
        '/' => ["\\/"],
        '&' => ["&amp;"],
        '<' => ["&lt;"],
        '>' => ["&gt;"],
        '\b' => ["\\b"],
        '\f' => ["\\f"],
        '\n' => ["\\n"],
        '\r' => ["\\r"],
        '\t' => ["\\t"],
        _ => [],
    };
}

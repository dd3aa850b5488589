using System.Text.RegularExpressions;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>Searches that take text for a pattern, as careless queries do.</summary>
internal static class Like
{
    /// <summary>Contains, ignoring case, with some characters taken for wildcards.</summary>
    public static bool Contains(string? text, string search, string any = "", string one = "")
    {
        string folded = Fold(search);
        string[] words = any.Length == 0 ? [folded] : folded.Split(any);
        string pattern = string.Join(".*", words.Select(word => string.Join('.', (one.Length == 0 ? [word] : word.Split(one)).Select(Regex.Escape))));
        return text is not null && Regex.IsMatch(Fold(text), pattern, RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    /// <summary>Contains, ignoring the case of a to z only, as SQLite's LIKE does.</summary>
    public static bool AsciiContains(string? text, string search) => text is not null && Lower(text).Contains(Lower(search), StringComparison.Ordinal);

    /// <summary>Capitals, where an ordinal comparison takes them for the same; a pattern that ignores case would take the Kelvin sign for a k.</summary>
    private static string Fold(string text) => string.Concat(text.Select(c =>
        char.ToUpperInvariant(c) is var capital && string.Equals($"{c}", $"{capital}", StringComparison.OrdinalIgnoreCase) ? capital : c));

    private static string Lower(string text) => string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c + 32) : c));
}

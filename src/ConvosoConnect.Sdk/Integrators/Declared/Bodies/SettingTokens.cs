using System.Text.RegularExpressions;

namespace ConvosoConnect.Sdk.Integrators.Declared.Bodies;

/// <summary>The tokens <c>{settings.NAME}</c> in the texts of a definition.</summary>
internal static partial class SettingTokens
{
    /// <summary>The names that a text asks for.</summary>
    public static IEnumerable<string> In(string text) => text.Contains('{', StringComparison.Ordinal) ? Token().Matches(text).Select(match => match.Groups[1].Value) : [];

    /// <summary>The text with the values of an endpoint's settings; an unknown one is empty.</summary>
    public static string Replace(string text, IReadOnlyDictionary<string, string> settings) =>
        text.Contains('{', StringComparison.Ordinal) ? Token().Replace(text, match => settings.GetValueOrDefault(match.Groups[1].Value, "")) : text;

    [GeneratedRegex(@"\{settings\.([^{}]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}

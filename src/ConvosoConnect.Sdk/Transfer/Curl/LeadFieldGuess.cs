namespace ConvosoConnect.Sdk.Transfer.Curl;

/// <summary>Guesses which lead field a key or a placeholder means. Case and everything but letters and digits do not count: <c>firstName</c> is <c>first_name</c>.</summary>
internal static class LeadFieldGuess
{
    private static readonly (string Start, string End)[] Brackets = [("{{", "}}"), ("${", "}"), ("{", "}"), ("<", ">")];

    private static readonly Dictionary<string, FieldMapping> Known = FieldCatalogue.All
        .SelectMany(row => new[] { (Name: Bare(row.Field), Row: row), (Name: Bare(row.Label), Row: row) })
        .GroupBy(named => named.Name, StringComparer.Ordinal)
        .ToDictionary(same => same.Key, same => same.First().Row, StringComparer.Ordinal);

    /// <summary>The catalogue's row of a name; null when it has none.</summary>
    public static FieldMapping? OfName(string name) => Known.GetValueOrDefault(Bare(name));

    /// <summary>What stands in a placeholder such as <c>{{email}}</c> or <c>&lt;email&gt;</c>; null when the text is none.</summary>
    public static string? Placeholder(string text)
    {
        string trimmed = text.Trim();
        foreach ((string start, string end) in Brackets)
        {
            if (trimmed.Length > start.Length + end.Length
                && trimmed.Length <= 100
                && trimmed.StartsWith(start, StringComparison.Ordinal)
                && trimmed.EndsWith(end, StringComparison.Ordinal)
                && trimmed[start.Length..^end.Length].Trim() is { Length: > 0 } inner
                && inner.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or ' '))
            {
                return inner;
            }
        }

        return null;
    }

    /// <summary>The row of a placeholder's field: the catalogue's, or one of the account's own.</summary>
    public static FieldMapping OfPlaceholder(string inner) => OfName(inner) ?? new() { Label = inner, Field = inner };

    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}

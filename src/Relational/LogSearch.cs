namespace ConvosoConnect.Sdk.Relational;

/// <summary>What a query searches for, in the form in which it is stored.</summary>
/// <param name="Digits">What the phone's digits must contain; null when the search is no phone number.</param>
/// <param name="Text">What the folded result must contain.</param>
internal sealed record LogSearch(string? Digits, string Text)
{
    /// <summary>Whether the index of words can find it: it knows no text of fewer than three characters.</summary>
    public bool IsIndexed { get; } = Text.Length >= 3;

    public static LogSearch? Of(ConnectLogQuery query) =>
        string.IsNullOrWhiteSpace(query.Search) ? null : new(query.SearchDigits, SearchText.Fold(query.Search));
}

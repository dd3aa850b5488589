namespace ConvosoConnect.Sdk.Text;

/// <summary>Quotes text of a vendor or a lead inside a sentence: an excerpt in single quotes.</summary>
internal static class Quote
{
    private const int Longest = 200;

    public static string From(string text) => $"'{Excerpt.From(text, Longest)}'";
}

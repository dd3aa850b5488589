namespace ConvosoConnect.Sdk.Text;

/// <summary>Quotes text of a vendor or a lead inside a sentence, as templates do in refusals: in single quotes, on one line, and of bounded length.</summary>
public static class Quote
{
    private const int Longest = 200;

    /// <summary>Quotes a text.</summary>
    /// <param name="text">The text, of any length. It must not be a credential: quoting hides nothing.</param>
    /// <returns>The text in single quotes, with spaces for control characters; after 200 characters it ends in <c>…</c>.</returns>
    public static string From(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return $"'{Excerpt.From(text, Longest)}'";
    }
}

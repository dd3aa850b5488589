using System.Text;

namespace ConvosoConnect.Sdk.Text;

/// <summary>Quotes a text of a vendor or a lead inside a sentence: in single quotes, on one line, and of bounded length.</summary>
internal static class Quote
{
    private const int Longest = 200;

    public static string From(string text)
    {
        var quoted = new StringBuilder("'");
        int count = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (count++ == Longest)
            {
                quoted.Append('…');
                break;
            }

            quoted.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return quoted.Append('\'').ToString();
    }
}

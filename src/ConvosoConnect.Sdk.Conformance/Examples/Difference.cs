using System.Globalization;
using System.Text;

namespace ConvosoConnect.Sdk.Conformance.Examples;

/// <summary>One place where an example and what happened differ, as lines below one another with the first different character marked.</summary>
/// <param name="Place">The place in the example, such as <c>request.url</c>.</param>
/// <param name="Expected">What the example says; null for nothing.</param>
/// <param name="Actual">What happened; null for nothing.</param>
/// <param name="Note">What the texts cannot show; null for nothing.</param>
internal sealed record Difference(string Place, string? Expected, string? Actual, string? Note = null)
{
    private const string ExpectedLabel = "  expected: ";
    private const string ActualLabel = "  actual:   ";
    private const int Before = 60;
    private const int Longest = 140;

    public override string ToString()
    {
        var text = new StringBuilder(Place).AppendLine();
        int at = Expected is null || Actual is null ? -1 : Expected.AsSpan().CommonPrefixLength(Actual);
        int start = Math.Max(0, at - Before);
        text.Append(ExpectedLabel).AppendLine(Line(Expected, start)).Append(ActualLabel).Append(Line(Actual, start));
        if (at >= 0 && Note is null)
        {
            // The mark stands below the character: after the label, the quote, and an ellipsis where the beginning is cut off.
            int indent = ActualLabel.Length + 1 + (start > 0 ? 1 : 0) + Escape(Actual!.AsSpan(start, at - start)).Length;
            text.AppendLine().Append(' ', indent).Append(CultureInfo.InvariantCulture, $"^ the first difference, at character {at + 1}");
        }

        return Note is null ? text.ToString() : text.AppendLine().Append("  ").Append(Note).ToString();
    }

    private static string Line(string? text, int start)
    {
        if (text is null)
        {
            return "nothing";
        }

        ReadOnlySpan<char> shown = text.AsSpan(start, Math.Min(Longest, text.Length - start));
        return $"'{(start > 0 ? "…" : "")}{Escape(shown)}{(start + shown.Length < text.Length ? "…" : "")}'";
    }

    private static string Escape(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder();
        foreach (char c in text)
        {
            _ = char.IsControl(c) || c is '\uFEFF' or '\u00A0' or '\u200B' ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : shown.Append(c);
        }

        return shown.ToString();
    }
}

using System.Globalization;
using System.Text;

namespace ConvosoConnect.Sdk.Conformance.Checks;

/// <summary>Writes values for a sentence: quoted, printable and shortened.</summary>
internal static class Show
{
    private const int Longest = 120;

    public static string Value(object? value) => value switch
    {
        null => "null",
        string text => Text(text),
        DateTimeOffset instant => instant.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "null",
    };

    public static string Count(int number, string noun) => number == 1 ? $"one {noun}" : $"{number.ToString(CultureInfo.InvariantCulture)} {noun}s";

    public static string List<T>(IEnumerable<T> values)
    {
        string all = string.Join(", ", values.Select(v => Value(v)));
        return all.Length == 0 ? "nothing" : all.Length > 10 * Longest ? all[..(10 * Longest)] + "…" : all;
    }

    /// <summary>Shows the part of a text around a position, with the length of the whole text when it is shortened.</summary>
    public static string Around(string text, int position)
    {
        int start = Math.Max(0, position - 20);
        return text.Length <= Longest ? Text(text) : $"{Text(text[start..])} from character {start} of {text.Length}";
    }

    private static string Text(string text)
    {
        var shown = new StringBuilder("'");
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, Longest)))
        {
            _ = char.IsControl(c) || char.IsSurrogate(c) || c == '\uFEFF' ? shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}") : shown.Append(c);
        }

        return shown.Append(text.Length > Longest ? "…'" : "'").ToString();
    }
}

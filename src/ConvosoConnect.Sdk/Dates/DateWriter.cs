using System.Globalization;

namespace ConvosoConnect.Sdk.Dates;

/// <summary>Writes dates by PHP patterns. It knows the letters that the adaptor's date formats use, and writes English names in any culture.</summary>
internal static class DateWriter
{
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    private static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    /// <summary>Writes a date.</summary>
    /// <param name="output">Receives the text; 64 characters are enough for every format of <see cref="DateFormats.All"/>.</param>
    /// <param name="pattern">The PHP pattern; a backslash makes the next character literal.</param>
    /// <param name="clock">The wall clock to print.</param>
    /// <param name="zone">The abbreviation that <c>T</c> prints.</param>
    /// <returns>How many characters were written.</returns>
    public static int Write(Span<char> output, string pattern, DateTime clock, string zone)
    {
        int at = 0;
        for (int i = 0; i < pattern.Length; i++)
        {
            Span<char> rest = output[at..];
            at += pattern[i] switch
            {
                'd' => Number(rest, clock.Day, 2),
                'j' => Number(rest, clock.Day, 1),
                'D' => Text(rest, Days[(int)clock.DayOfWeek]),
                'm' => Number(rest, clock.Month, 2),
                'n' => Number(rest, clock.Month, 1),
                'M' => Text(rest, Months[clock.Month - 1].AsSpan(0, 3)),
                'F' => Text(rest, Months[clock.Month - 1]),
                'Y' => Number(rest, clock.Year, 4),
                'y' => Number(rest, clock.Year % 100, 2),
                'H' => Number(rest, clock.Hour, 2),
                'G' => Number(rest, clock.Hour, 1),
                'g' => Number(rest, (clock.Hour + 11) % 12 + 1, 1),
                'i' => Number(rest, clock.Minute, 2),
                's' => Number(rest, clock.Second, 2),
                'a' => Text(rest, clock.Hour < 12 ? "am" : "pm"),
                'T' => Text(rest, zone),
                '\\' => Text(rest, pattern.AsSpan(++i, 1)),
                _ => Text(rest, pattern.AsSpan(i, 1)),
            };
        }

        return at;
    }

    private static int Number(Span<char> output, int value, int digits)
    {
        ReadOnlySpan<char> format = digits switch { 4 => "D4", 2 => "D2", _ => "D1" };
        value.TryFormat(output, out int written, format, CultureInfo.InvariantCulture);
        return written;
    }

    private static int Text(Span<char> output, ReadOnlySpan<char> text)
    {
        text.CopyTo(output);
        return text.Length;
    }
}

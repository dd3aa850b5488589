using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ConvosoConnect.Sdk;

// Reads values back as .NET types. Each method reads one kind only: text that looks like a number, a date or a boolean stays text (our decision). The culture has no influence.
public readonly partial struct LeadValue
{
    /// <summary>Reads a text; <see cref="ToText"/> gives any kind as text.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <returns>False when the value is not a <see cref="LeadValueKind.Text"/>.</returns>
    public bool TryGetText([NotNullWhen(true)] out string? text) => (text = Text) is not null;

    /// <summary>Reads a whole number. A number with a fraction of zero or an exponent, such as 3.0 or 1e3, counts as whole too.</summary>
    /// <param name="number">The number.</param>
    /// <returns>False when the value is not a <see cref="LeadValueKind.Number"/>, has a fraction, or is beyond the range of a <see cref="long"/>.</returns>
    public bool TryGetInt64(out long number)
    {
        if (Kind == LeadValueKind.Number && _reference is null)
        {
            number = _bits;
            return true;
        }

        bool isWhole = TryGetDecimal(out decimal exact) && decimal.IsInteger(exact) && exact is >= long.MinValue and <= long.MaxValue;
        number = isWhole ? (long)exact : 0;
        return isWhole;
    }

    /// <summary>Reads a number with all its digits and trailing zeros. A <see cref="double"/> is read by its shortest round-trip form, which is also what is sent.</summary>
    /// <param name="number">The number.</param>
    /// <returns>False when the value is not a <see cref="LeadValueKind.Number"/>, or when a <see cref="decimal"/> cannot hold it exactly, such as 1e300.</returns>
    public bool TryGetDecimal(out decimal number)
    {
        number = _reference switch
        {
            null when Kind == LeadValueKind.Number => _bits,
            decimal exact => exact,
            _ => 0,
        };
        return Kind == LeadValueKind.Number && (_reference is null or decimal || TryReadExactly(ToText(""), out number));
    }

    /// <summary>Reads a number as the nearest <see cref="double"/>: a number of more than 15 digits may lose the last ones.</summary>
    /// <param name="number">The number; finite.</param>
    /// <returns>False when the value is not a <see cref="LeadValueKind.Number"/>, or is beyond the range of a <see cref="double"/>, such as 1e999 in JSON.</returns>
    public bool TryGetDouble(out double number)
    {
        bool isFinite = double.TryParse(Kind == LeadValueKind.Number ? ToText("") : "", NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
        number = isFinite ? number : 0;
        return isFinite;
    }

    /// <summary>Reads a boolean.</summary>
    /// <param name="boolean">The boolean.</param>
    /// <returns>False when the value is not a <see cref="LeadValueKind.Boolean"/>.</returns>
    public bool TryGetBoolean(out bool boolean)
    {
        boolean = Kind == LeadValueKind.Boolean && _bits != 0;
        return Kind == LeadValueKind.Boolean;
    }

    /// <summary>Reads a date.</summary>
    /// <param name="clock">The date and time as written, of unspecified kind.</param>
    /// <param name="offset">The date's offset from UTC; null when the value carries none, so that the account's time zone applies.</param>
    /// <returns>False when the value is not a <see cref="LeadValueKind.Date"/>.</returns>
    public bool TryGetDate(out DateTime clock, out TimeSpan? offset)
    {
        bool isDate = Kind == LeadValueKind.Date;
        clock = isDate ? new DateTime(_bits, DateTimeKind.Unspecified) : default;
        offset = isDate && _hasOffset ? TimeSpan.FromMinutes(_offsetMinutes) : null;
        return isDate;
    }

    /// <summary>Reads a list; <see cref="Texts"/> gives any kind as a list.</summary>
    /// <param name="texts">The texts; may be none.</param>
    /// <returns>False when the value is not a <see cref="LeadValueKind.List"/>.</returns>
    public bool TryGetList([NotNullWhen(true)] out IReadOnlyList<string>? texts)
    {
        texts = Kind == LeadValueKind.List ? Texts : null;
        return texts is not null;
    }

    /// <summary>Reads a number from its spelling; false when a digit would be rounded away.</summary>
    private static bool TryReadExactly(string spelling, out decimal number)
    {
        bool isExact = decimal.TryParse(spelling, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && SignificantDigits(spelling) == SignificantDigits(number.ToString(CultureInfo.InvariantCulture));
        number = isExact ? number : 0;
        return isExact;
    }

    private static string SignificantDigits(string spelling) =>
        string.Concat(spelling.TakeWhile(c => c is not ('e' or 'E')).Where(char.IsAsciiDigit)).Trim('0');
}

using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using ConvosoConnect.Sdk.Leads;

namespace ConvosoConnect.Sdk;

/// <summary>
/// One value of a lead: text, a number, a boolean, a date or a list of texts. Made by implicit conversion from the .NET type; null of any type is the empty value. A
/// <c>TryGet…</c> method reads one kind back, <see cref="ToText"/> reads any kind as text. <see cref="LeadRecord"/> describes the JSON form.
/// </summary>
[JsonConverter(typeof(LeadJsonConverter))]
public readonly partial struct LeadValue : IEquatable<LeadValue>
{
    // What it holds by kind. Text: string. List: string[]. Number: null (whole, in _bits), a boxed double, a boxed decimal, or the number as JSON spells it. Date: null.
    private readonly object? _reference;
    private readonly long _bits;
    private readonly short _offsetMinutes;
    private readonly bool _hasOffset;

    private LeadValue(LeadValueKind kind, object? reference, long bits = 0, short offsetMinutes = 0, bool hasOffset = false)
    {
        Kind = kind;
        _reference = reference;
        _bits = bits;
        _offsetMinutes = offsetMinutes;
        _hasOffset = hasOffset;
    }

    /// <summary>Which kind of value it holds.</summary>
    public LeadValueKind Kind { get; }

    /// <summary>True for the empty value, empty text and a list without entries. Only then the adaptor sends its default value.</summary>
    public bool IsEmpty => Kind switch
    {
        LeadValueKind.Empty => true,
        LeadValueKind.Text => ((string)_reference!).Length == 0,
        LeadValueKind.List => ((string[])_reference!).Length == 0,
        _ => false,
    };

    /// <summary>Whether the value is a text that is not empty.</summary>
    internal bool IsText => Kind == LeadValueKind.Text && ((string)_reference!).Length > 0;

    /// <summary>The text of a <see cref="LeadValueKind.Text"/>; null for any other kind.</summary>
    internal string? Text => Kind == LeadValueKind.Text ? (string)_reference! : null;

    /// <summary>Whether the value is a number or a boolean, which formats such as JSON write without quotes.</summary>
    internal bool IsBare => Kind is LeadValueKind.Number or LeadValueKind.Boolean;

    /// <summary>How many bytes <see cref="WriteBare"/> needs at most.</summary>
    internal int LongestBare => Math.Max(64, (_reference as string)?.Length ?? 0);

    /// <summary>The texts of a list; one text for any other kind; none when empty.</summary>
    public IReadOnlyList<string> Texts => Kind == LeadValueKind.List ? Array.AsReadOnly((string[])_reference!) : IsEmpty ? [] : [ToString()];

    /// <summary>Compares two values.</summary>
    public static bool operator ==(LeadValue left, LeadValue right) => left.Equals(right);

    /// <summary>Compares two values.</summary>
    public static bool operator !=(LeadValue left, LeadValue right) => !left.Equals(right);

    /// <summary>Makes a list of texts. The list is copied; null entries count as empty text.</summary>
    /// <param name="values">The texts; null counts as empty.</param>
    /// <returns>The value.</returns>
    public static LeadValue FromList(IEnumerable<string?>? values) =>
        values is null ? default : new(LeadValueKind.List, values.Select(v => v ?? "").ToArray());

    /// <summary>Makes a number that is sent as JSON spells it: 1.10 stays 1.10, 1e3 stays 1e3, and a long number keeps all its digits.</summary>
    internal static LeadValue FromNumber(string spelling)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        return long.TryParse(spelling, NumberStyles.AllowLeadingSign, invariant, out long whole) && whole.ToString(invariant) == spelling ? whole
            : decimal.TryParse(spelling, NumberStyles.Float, invariant, out decimal exact) && exact.ToString(invariant) == spelling ? exact
            : new LeadValue(LeadValueKind.Number, spelling);
    }

    /// <summary>Makes a date; <see cref="TryGetDate"/> gives the same parts back.</summary>
    internal static LeadValue FromDate(DateTime clock, TimeSpan? offset) =>
        new(LeadValueKind.Date, null, clock.Ticks, (short)(offset?.TotalMinutes ?? 0), offset is not null);

    /// <summary>The value as text: numbers and dates in the invariant culture, lists joined.</summary>
    /// <param name="delimiter">The text between the entries of a list.</param>
    /// <returns>The text; empty for an empty value.</returns>
    public string ToText(string delimiter) => Kind switch
    {
        LeadValueKind.Text => (string)_reference!,
        LeadValueKind.Number => _reference is null
            ? _bits.ToString(CultureInfo.InvariantCulture)
            : _reference as string ?? ((IFormattable)_reference).ToString(null, CultureInfo.InvariantCulture),
        LeadValueKind.Boolean => _bits != 0 ? "true" : "false",
        LeadValueKind.Date => new DateTime(_bits).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        LeadValueKind.List => string.Join(delimiter, (string[])_reference!),
        _ => "",
    };

    /// <summary>Writes a number or a boolean as ASCII, the same as <see cref="ToText"/> gives; <see cref="LongestBare"/> bytes are enough.</summary>
    /// <returns>How many bytes were written.</returns>
    internal int WriteBare(Span<byte> output)
    {
        int written;
        if (Kind == LeadValueKind.Boolean)
        {
            ReadOnlySpan<byte> word = _bits != 0 ? "true"u8 : "false"u8;
            word.CopyTo(output);
            written = word.Length;
        }
        else if (_reference is null)
        {
            _bits.TryFormat(output, out written, default, CultureInfo.InvariantCulture);
        }
        else if (_reference is string spelling)
        {
            written = Encoding.ASCII.GetBytes(spelling, output);
        }
        else
        {
            ((IUtf8SpanFormattable)_reference).TryFormat(output, out written, default, CultureInfo.InvariantCulture);
        }

        return written;
    }

    /// <summary>The value as text, a list joined with commas.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => ToText(",");

    /// <inheritdoc/>
    public bool Equals(LeadValue other) =>
        Kind == other.Kind && _bits == other._bits && _offsetMinutes == other._offsetMinutes && _hasOffset == other._hasOffset
        && (Kind == LeadValueKind.List
            ? ((string[])_reference!).AsSpan().SequenceEqual((string[])other._reference!)
            : Equals(_reference, other._reference));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LeadValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Kind, _bits, _offsetMinutes, Kind == LeadValueKind.List ? ((string[])_reference!).Length : _reference?.GetHashCode() ?? 0);
}

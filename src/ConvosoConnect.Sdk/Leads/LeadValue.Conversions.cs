namespace ConvosoConnect.Sdk;

// The conversions from .NET types. Null of any type becomes the empty value: never 0, never false, never the year 1.
public readonly partial struct LeadValue
{
    /// <summary>Text; null counts as empty.</summary>
    public static implicit operator LeadValue(string? value) => value is null ? default : new(LeadValueKind.Text, value);

    /// <summary>A whole number.</summary>
    public static implicit operator LeadValue(long value) => new(LeadValueKind.Number, null, value);

    /// <summary>A whole number; null is the empty value.</summary>
    public static implicit operator LeadValue(long? value) => value is { } given ? given : default(LeadValue);

    /// <summary>A decimal number; its trailing zeros are kept.</summary>
    public static implicit operator LeadValue(decimal value) => new(LeadValueKind.Number, value);

    /// <summary>A decimal number; its trailing zeros are kept, null is the empty value.</summary>
    public static implicit operator LeadValue(decimal? value) => value is { } given ? given : default(LeadValue);

    /// <summary>A floating-point number, sent in its shortest round-trip form.</summary>
    /// <param name="value">The number; must be finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is infinite or not a number.</exception>
    public static implicit operator LeadValue(double value) => double.IsFinite(value)
        ? new(LeadValueKind.Number, value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A lead value must be a finite number.");

    /// <summary>A floating-point number, sent in its shortest round-trip form; null is the empty value.</summary>
    /// <param name="value">The number; must be finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is infinite or not a number.</exception>
    public static implicit operator LeadValue(double? value) => value is { } given ? given : default(LeadValue);

    /// <summary>A boolean, sent as <c>true</c> or <c>false</c>.</summary>
    public static implicit operator LeadValue(bool value) => new(LeadValueKind.Boolean, null, value ? 1 : 0);

    /// <summary>A boolean, sent as <c>true</c> or <c>false</c>; null is the empty value.</summary>
    public static implicit operator LeadValue(bool? value) => value is { } given ? given : default(LeadValue);

    /// <summary>A moment in time.</summary>
    public static implicit operator LeadValue(DateTimeOffset value) => FromDate(value.DateTime, value.Offset);

    /// <summary>A moment in time; null is the empty value.</summary>
    public static implicit operator LeadValue(DateTimeOffset? value) => value is { } given ? given : default(LeadValue);

    /// <summary>A date and time: a moment when its kind is UTC or local, else a wall-clock time in the account's time zone.</summary>
    public static implicit operator LeadValue(DateTime value) =>
        value.Kind == DateTimeKind.Unspecified ? FromDate(value, null) : (LeadValue)new DateTimeOffset(value);

    /// <summary>A date and time, read as a <see cref="DateTime"/> that is not nullable; null is the empty value.</summary>
    public static implicit operator LeadValue(DateTime? value) => value is { } given ? given : default(LeadValue);

    /// <summary>A date: midnight in the account's time zone.</summary>
    public static implicit operator LeadValue(DateOnly value) => value.ToDateTime(TimeOnly.MinValue);

    /// <summary>A date: midnight in the account's time zone; null is the empty value.</summary>
    public static implicit operator LeadValue(DateOnly? value) => value is { } given ? given : default(LeadValue);

    /// <summary>A GUID as text such as <c>3f2504e0-4f89-41d3-9a0c-0305e82c3301</c>.</summary>
    public static implicit operator LeadValue(Guid value) => value.ToString();

    /// <summary>A GUID as text such as <c>3f2504e0-4f89-41d3-9a0c-0305e82c3301</c>; null is the empty value.</summary>
    public static implicit operator LeadValue(Guid? value) => value?.ToString();

    /// <summary>An enum value as text: its name, the names of its flags, or its number where it has no name (our decision). Null is the empty value.</summary>
    /// <param name="value">The value, of any enum type, nullable or not.</param>
    public static implicit operator LeadValue(Enum? value) => value?.ToString();

    /// <summary>Several texts; the array is copied, null entries count as empty text.</summary>
    /// <param name="values">The texts; null counts as empty.</param>
    public static implicit operator LeadValue(string?[]? values) => FromList(values);

    /// <summary>Several texts; the list is copied, null entries count as empty text.</summary>
    /// <param name="values">The texts; null counts as empty.</param>
#pragma warning disable CA1002 // C# allows no conversion from an interface, and this is the list that apps have.
    public static implicit operator LeadValue(List<string>? values) => FromList(values);
#pragma warning restore CA1002
}

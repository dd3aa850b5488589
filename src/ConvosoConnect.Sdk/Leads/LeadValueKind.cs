namespace ConvosoConnect.Sdk;

/// <summary>The kinds of values that a <see cref="LeadValue"/> can hold.</summary>
public enum LeadValueKind
{
    /// <summary>Nothing: the field is empty.</summary>
    Empty,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A whole or decimal number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A date, or a date and time, with or without an offset from UTC.</summary>
    Date,

    /// <summary>Several texts.</summary>
    List,
}

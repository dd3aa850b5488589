namespace ConvosoConnect.Sdk;

/// <summary>One row of an adaptor: which lead field goes out under which name.</summary>
public sealed record FieldMapping
{
    /// <summary>The section that the field is read from. Default <see cref="LeadSection.Lead"/>.</summary>
    public LeadSection Section { get; init; }

    /// <summary>The name shown to people, such as <c>Cell Phone</c>.</summary>
    public string Label { get; init; } = "";

    /// <summary>The field's name in its section, such as <c>alt_phone_1</c>; compared exactly. Any name is accepted.</summary>
    public string Field { get; init; } = "";

    /// <summary>
    /// The key or keys to send the value under, such as <c>phone_1,phone_2</c>; spaces around names are trimmed. Empty: the row is not sent.
    /// </summary>
    public string MappedTo { get; init; } = "";

    /// <summary>Sent when the field is empty or missing.</summary>
    public string DefaultValue { get; init; } = "";

    /// <summary>One of <see cref="DateFormats.All"/> for a date field; empty for any other.</summary>
    public string DateFormat { get; init; } = "";
}

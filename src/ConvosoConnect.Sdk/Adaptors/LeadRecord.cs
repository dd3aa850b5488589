using System.Collections.Frozen;

namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>A lead as the app hands it over. Field names are compared by the dictionaries that you supply; use ordinal ones.</summary>
public sealed record LeadRecord
{
    private static readonly IReadOnlyDictionary<string, LeadValue> None = FrozenDictionary<string, LeadValue>.Empty;

    /// <summary>The lead's id, kept in the log. May be empty.</summary>
    public string Id { get; init; } = "";

    /// <summary>The fields of the lead itself, such as <c>email</c> or <c>phone_number</c>.</summary>
    public IReadOnlyDictionary<string, LeadValue> Lead { get; init; } = None;

    /// <summary>The fields of the call, such as <c>call_log_id</c> or <c>status</c>.</summary>
    public IReadOnlyDictionary<string, LeadValue> CallLog { get; init; } = None;

    /// <summary>The extra fields, such as <c>agent_email</c> or <c>custom_field_1</c>.</summary>
    public IReadOnlyDictionary<string, LeadValue> Extra { get; init; } = None;

    /// <summary>The field set of a section.</summary>
    /// <param name="section">The section.</param>
    /// <returns>The dictionary given for it; empty when none was.</returns>
    public IReadOnlyDictionary<string, LeadValue> this[LeadSection section] => section switch
    {
        LeadSection.Lead => Lead,
        LeadSection.CallLog => CallLog,
        LeadSection.Extra => Extra,
        _ => throw new ArgumentOutOfRangeException(nameof(section), section, "Use Lead, CallLog or Extra."),
    };

    /// <summary>The id only: the fields hold personal data.</summary>
    /// <returns>Text such as <c>LeadRecord 4711</c>.</returns>
    public override string ToString() => $"{nameof(LeadRecord)} {Id}";
}

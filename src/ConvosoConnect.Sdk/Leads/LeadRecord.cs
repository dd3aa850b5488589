using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using ConvosoConnect.Sdk.Equality;
using ConvosoConnect.Sdk.Leads;

namespace ConvosoConnect.Sdk;

/// <summary>A lead as the app hands it over. Field names are compared by the dictionaries that you supply; use dictionaries that compare ordinally.</summary>
/// <remarks>
/// <para>
/// In JSON it is <c>{"id":"1","lead":{"email":"ann@example.com","age":42,"tags":["a","b"]},"callLog":{…},"extra":{…}}</c>, by <see cref="ToJson"/> and
/// <see cref="FromJson(string)"/> as by <see cref="JsonSerializer"/>, whatever naming policy its options set. Sections without fields are left out. A lead that was written as
/// JSON and read back is sent as the same bytes.
/// </para>
/// <para>
/// Dates are <c>{"$date":"2026-01-31T23:59:59-08:00"}</c>, without an offset where the value has none: as plain text they would be read back as texts. Numbers keep their
/// spelling, the empty value is null. Reading also accepts a number as the id, <c>call_log</c> for <c>callLog</c>, the names of these four members in upper or lower case, and
/// numbers and booleans in lists, which become texts. Everything else is refused, so that no value is lost unnoticed: unknown members, members given twice, objects and lists
/// within values, text that is not valid Unicode (our decisions). Half a surrogate pair is written as U+FFFD, as in a request. A lead that was read compares its field names
/// exactly.
/// </para>
/// </remarks>
[JsonConverter(typeof(LeadJsonConverter))]
public sealed record LeadRecord
{
    private static readonly IReadOnlyDictionary<string, LeadValue> None = FrozenDictionary<string, LeadValue>.Empty;

    private readonly DictionaryByValue<LeadValue> _lead = new(None);
    private readonly DictionaryByValue<LeadValue> _callLog = new(None);
    private readonly DictionaryByValue<LeadValue> _extra = new(None);
    private readonly DictionaryByValue<LeadValue> _values = new(None);

    /// <summary>The lead's id, kept in the log, and sent for the mapped field <c>id</c> where <see cref="Lead"/> has none. May be empty.</summary>
    public string Id { get; init; } = "";

    /// <summary>The fields of the lead itself, such as <c>email</c> or <c>phone_number</c>.</summary>
    public IReadOnlyDictionary<string, LeadValue> Lead
    {
        get => _lead.Items!;
        init => _lead = new(value);
    }

    /// <summary>The fields of the call, such as <c>call_log_id</c> or <c>status</c>.</summary>
    public IReadOnlyDictionary<string, LeadValue> CallLog
    {
        get => _callLog.Items!;
        init => _callLog = new(value);
    }

    /// <summary>The extra fields, such as <c>agent_email</c> or <c>custom_field_1</c>.</summary>
    public IReadOnlyDictionary<string, LeadValue> Extra
    {
        get => _extra.Items!;
        init => _extra = new(value);
    }

    /// <summary>The named values of the send that this lead is on its way with. They are no part of its JSON.</summary>
    internal IReadOnlyDictionary<string, LeadValue> Values
    {
        get => _values.Items!;
        init => _values = new(value);
    }

    /// <summary>Gives the fields of one section.</summary>
    /// <param name="section">The section.</param>
    /// <returns>The dictionary of that section; empty when none was given.</returns>
    public IReadOnlyDictionary<string, LeadValue> this[LeadSection section] => section switch
    {
        LeadSection.Lead => Lead,
        LeadSection.CallLog => CallLog,
        LeadSection.Extra => Extra,
        LeadSection.Values => Values,
        _ => throw new ArgumentOutOfRangeException(nameof(section), section, "Use Lead, CallLog, Extra or Values."),
    };

    /// <summary>Reads a lead from JSON of the form that the remarks of this type give.</summary>
    /// <param name="json">One JSON object.</param>
    /// <returns>The lead; its dictionaries compare names exactly.</returns>
    /// <exception cref="JsonException">The text is not JSON, or not of that form; the message names the place and quotes no value.</exception>
    public static LeadRecord FromJson(string json) => LeadJson.Read(json);

    /// <summary>Reads a lead from JSON of the form that the remarks of this type give.</summary>
    /// <param name="utf8Json">One JSON object in UTF-8; a byte-order mark is skipped.</param>
    /// <returns>The lead; its dictionaries compare names exactly.</returns>
    /// <exception cref="JsonException">The text is not JSON, or not of that form; the message names the place and quotes no value.</exception>
    public static LeadRecord FromJson(ReadOnlySpan<byte> utf8Json) => LeadJson.Read(utf8Json);

    /// <summary>Writes the lead as JSON on one line, in the form that the remarks of this type give.</summary>
    /// <returns>Text that <see cref="FromJson(string)"/> reads back. Not escaped for HTML.</returns>
    public string ToJson() => LeadJson.Write(this);

    /// <summary>Shows the id only, because the fields hold personal data.</summary>
    /// <returns>Text such as <c>LeadRecord 4711</c>.</returns>
    public override string ToString() => $"{nameof(LeadRecord)} {Id}";
}

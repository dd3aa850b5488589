namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>
/// The fields that Convoso's help centre lists, with labels. Any other field name works too: accounts have custom fields of their own.
/// </summary>
public static class FieldCatalogue
{
    /// <summary>
    /// One unmapped row per field: the lead's, then the call log's, then the extra ones. Date fields come with
    /// <see cref="DateFormats.SystemDefault"/>.
    /// Except Work Phone and Cell Phone, the labels are our wording.
    /// </summary>
    public static IReadOnlyList<FieldMapping> All { get; } = Array.AsReadOnly<FieldMapping>([.. LeadFields(), .. CallLogFields(), .. ExtraFields()]);

    private static FieldMapping[] LeadFields() =>
    [
        Lead("id", "Lead ID"),
        Lead("remote_id", "Remote ID"),
        Lead("user_id", "User ID"),
        Lead("source_id", "Source ID"),
        Lead("status", "Status"),
        Lead("called_count", "Called Count"),
        Lead("called_count_inbound", "Called Count Inbound"),
        LeadDate("last_called", "Last Called"),
        LeadDate("last_viewed", "Last Viewed"),
        LeadDate("last_reached_at", "Last Reached At"),
        LeadDate("final_reached_at", "Final Reached At"),
        LeadDate("created_at", "Created At"),
        LeadDate("modified_at", "Modified At"),
        Lead("locale_gmt", "Locale GMT"),
        Lead("carrier_name", "Carrier Name"),
        Lead("title", "Title"),
        Lead("std_consumer_number", "STD Consumer Number"),
        Lead("std_company_name", "STD Company Name"),
        Lead("std_account_number", "STD Account Number"),
        Lead("state", "State"),
        LeadDate("start_date", "Start Date"),
        Lead("province", "Province"),
        Lead("postal_code", "Postal Code"),
        Lead("phone_number", "Phone Number"),
        Lead("phone_code", "Phone Code"),
        Lead("owner_id", "Owner ID"),
        Lead("notes", "Notes"),
        Lead("monthly_revenue", "Monthly Revenue"),
        Lead("list_id", "List ID"),
        Lead("last_name", "Last Name"),
        Lead("last_modified_by", "Last Modified By"),
        Lead("industry", "Industry"),
        Lead("gender", "Gender"),
        Lead("first_name", "First Name"),
        Lead("email", "Email"),
        Lead("dba", "DBA"),
        LeadDate("date_of_birth", "Date Of Birth"),
        Lead("created_by", "Created By"),
        Lead("country", "Country"),
        Lead("city", "City"),
        Lead("business_name", "Business Name"),
        Lead("annual_revenue", "Annual Revenue"),
        Lead("alt_phone_2", "Work Phone"),
        Lead("alt_phone_1", "Cell Phone"),
        Lead("address2", "Address 2"),
        Lead("address1", "Address 1"),
    ];

    private static FieldMapping[] CallLogFields() =>
    [
        Call("call_log_id", "Call Log ID"),
        Call("lead_id", "Lead ID"),
        Call("first_name", "First Name"),
        Call("last_name", "Last Name"),
        Call("list_id", "List ID"),
        Call("list_name", "List Name"),
        Call("user_id", "User ID"),
        Call("originating_agent_id", "Originating Agent ID"),
        Call("campaign_id", "Campaign ID"),
        Call("campaign_name", "Campaign Name"),
        Call("queue_id", "Queue ID"),
        Call("queue_name", "Queue Name"),
        Call("queue_seconds", "Queue Seconds"),
        Call("queue_position", "Queue Position"),
        Call("phone_number", "Phone Number"),
        Call("status", "Status"),
        Call("length_in_sec", "Length in Seconds"),
        Call("call_date", "Call Date") with { DateFormat = DateFormats.SystemDefault },
        Call("agent_comment", "Agent Comment"),
        Call("call_type", "Call Type"),
        Call("term_reason", "Term Reason"),
        Call("recording", "Recording"),
        Call("caller_id", "Caller ID"),
        Call("inbound_number", "Inbound Number"),
    ];

    private static IEnumerable<FieldMapping> ExtraFields() =>
    [
        Row(LeadSection.Extra, "agent_full_name", "Agent Full Name"),
        Row(LeadSection.Extra, "agent_email", "Agent Email"),
        .. Enumerable.Range(1, 10).Select(i => Row(LeadSection.Extra, $"custom_field_{i}", $"Custom Field {i}")),
    ];

    private static FieldMapping Row(LeadSection section, string field, string label) => new() { Section = section, Field = field, Label = label };

    private static FieldMapping Lead(string field, string label) => Row(LeadSection.Lead, field, label);

    private static FieldMapping LeadDate(string field, string label) => Lead(field, label) with { DateFormat = DateFormats.SystemDefault };

    private static FieldMapping Call(string field, string label) => Row(LeadSection.CallLog, field, label);
}

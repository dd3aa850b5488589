namespace ConvosoConnect.Sdk;

/// <summary>The fields that Convoso's help centre lists, with labels. Any other field name works too, because accounts have custom fields.</summary>
public static class FieldCatalogue
{
    /// <summary>
    /// One unmapped row for each field: those of the lead, then those of the call log, then the extra ones. Date fields have the format <see cref="DateFormats.SystemDefault"/>.
    /// The labels are those of the documentation of convoso-js.
    /// </summary>
    public static IReadOnlyList<FieldMapping> All { get; } = Array.AsReadOnly<FieldMapping>([.. LeadFields(), .. CallLogFields(), .. ExtraFields()]);

    private static FieldMapping[] LeadFields() =>
    [
        Lead("id", "Id"),
        Lead("remote_id", "Remote id"),
        Lead("user_id", "User id"),
        Lead("source_id", "Source id"),
        Lead("status", "Status"),
        Lead("called_count", "Called count"),
        Lead("called_count_inbound", "Called count inbound"),
        LeadDate("last_called", "Last called"),
        LeadDate("last_viewed", "Last viewed"),
        LeadDate("last_reached_at", "Last reached at"),
        LeadDate("final_reached_at", "Final reached at"),
        LeadDate("created_at", "Created at"),
        LeadDate("modified_at", "Modified at"),
        Lead("locale_gmt", "Locale gmt"),
        Lead("carrier_name", "Carrier name"),
        Lead("title", "Title"),
        Lead("std_consumer_number", "Consumer Number"),
        Lead("std_company_name", "Company Name"),
        Lead("std_account_number", "Account Number"),
        Lead("state", "State"),
        LeadDate("start_date", "Start Date"),
        Lead("province", "Province"),
        Lead("postal_code", "Postal Code"),
        Lead("phone_number", "Primary Phone"),
        Lead("phone_code", "Country Code"),
        Lead("owner_id", "Lead Owner"),
        Lead("notes", "Notes"),
        Lead("monthly_revenue", "Monthly Revenue"),
        Lead("list_id", "List"),
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
        Call("first_name", "Lead First Name"),
        Call("last_name", "Lead Last Name"),
        Call("list_id", "List ID"),
        Call("list_name", "List Name"),
        Call("user_id", "User ID"),
        Call("originating_agent_id", "Originating Agent ID"),
        Call("campaign_id", "Campaign ID"),
        Call("campaign_name", "Campaign Name"),
        Call("queue_id", "Queue ID"),
        Call("queue_name", "Queue Name"),
        Call("queue_seconds", "Queue Wait Time"),
        Call("queue_position", "Queue Position"),
        Call("phone_number", "Phone Number"),
        Call("status", "Status (Disposition)"),
        Call("length_in_sec", "Talk Time"),
        Call("call_date", "Call Date") with { DateFormat = DateFormats.SystemDefault },
        Call("agent_comment", "Agent Comment"),
        Call("call_type", "Call Type"),
        Call("term_reason", "Term Reason"),
        Call("recording", "Recording"),
        Call("caller_id", "Caller ID Displayed"),
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

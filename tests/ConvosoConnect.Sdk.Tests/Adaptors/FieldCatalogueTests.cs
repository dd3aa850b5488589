using Xunit;

namespace ConvosoConnect.Sdk.Tests.Adaptors;

public sealed class FieldCatalogueTests
{
    [Fact]
    public void All_Sections_AreCompleteAndInOrder()
    {
        Assert.Equal(
            [(LeadSection.Lead, 46), (LeadSection.CallLog, 24), (LeadSection.Extra, 12)],
            FieldCatalogue.All.GroupBy(f => f.Section).Select(g => (g.Key, g.Count())));
        Assert.Equal(("id", "address1"), Ends(LeadSection.Lead));
        Assert.Equal(("call_log_id", "inbound_number"), Ends(LeadSection.CallLog));
        Assert.Equal(("agent_full_name", "custom_field_10"), Ends(LeadSection.Extra));
    }

    [Fact]
    public void All_Names_AreThoseOfThePlatform()
    {
        Assert.Equal(
            "id remote_id user_id source_id status called_count called_count_inbound last_called last_viewed last_reached_at final_reached_at created_at "
            + "modified_at locale_gmt carrier_name title std_consumer_number std_company_name std_account_number state start_date province postal_code "
            + "phone_number phone_code owner_id notes monthly_revenue list_id last_name last_modified_by industry gender first_name email dba date_of_birth "
            + "created_by country city business_name annual_revenue alt_phone_2 alt_phone_1 address2 address1",
            Names(LeadSection.Lead));
        Assert.Equal(
            "call_log_id lead_id first_name last_name list_id list_name user_id originating_agent_id campaign_id campaign_name queue_id queue_name "
            + "queue_seconds queue_position phone_number status length_in_sec call_date agent_comment call_type term_reason recording caller_id inbound_number",
            Names(LeadSection.CallLog));
        Assert.Equal($"agent_full_name agent_email {string.Join(' ', Enumerable.Range(1, 10).Select(n => $"custom_field_{n}"))}", Names(LeadSection.Extra));
    }

    [Fact]
    public void All_Fields_AreUniqueLabelledAndUnmapped()
    {
        Assert.Equal(FieldCatalogue.All.Count, FieldCatalogue.All.Select(f => (f.Section, f.Field)).Distinct().Count());
        Assert.Equal(FieldCatalogue.All.Count, FieldCatalogue.All.Select(f => (f.Section, f.Label)).Distinct().Count());
        Assert.All(FieldCatalogue.All, f => Assert.Matches("^[A-Z]", f.Label));
        Assert.All(FieldCatalogue.All, f => Assert.Equal("", f.MappedTo));
    }

    // The labels of convoso-js's documentation, docs-site/connect/adaptors.md, in its order.
    [Fact]
    public void All_Labels_AreThoseOfThePublicDocumentation()
    {
        Assert.Equal(
            "Id | Remote id | User id | Source id | Status | Called count | Called count inbound | Last called | Last viewed | "
            + "Last reached at | Final reached at | Created at | Modified at | Locale gmt | Carrier name | Title | Consumer Number | "
            + "Company Name | Account Number | State | Start Date | Province | Postal Code | Primary Phone | Country Code | Lead Owner | Notes | "
            + "Monthly Revenue | List | Last Name | Last Modified By | Industry | Gender | First Name | Email | DBA | Date Of Birth | "
            + "Created By | Country | City | Business Name | Annual Revenue | Work Phone | Cell Phone | Address 2 | Address 1",
            Labels(LeadSection.Lead));
        Assert.Equal(
            "Call Log ID | Lead ID | Lead First Name | Lead Last Name | List ID | List Name | User ID | Originating Agent ID | Campaign ID | "
            + "Campaign Name | Queue ID | Queue Name | Queue Wait Time | Queue Position | Phone Number | Status (Disposition) | Talk Time | "
            + "Call Date | Agent Comment | Call Type | Term Reason | Recording | Caller ID Displayed | Inbound Number",
            Labels(LeadSection.CallLog));
        Assert.Equal($"Agent Full Name | Agent Email | {string.Join(" | ", Enumerable.Range(1, 10).Select(n => $"Custom Field {n}"))}", Labels(LeadSection.Extra));
    }

    [Fact]
    public void All_DateFields_ComeWithSystemDefault() =>
        Assert.Equal(
            [
                "last_called", "last_viewed", "last_reached_at", "final_reached_at", "created_at", "modified_at", "start_date", "date_of_birth", "call_date",
            ],
            FieldCatalogue.All.Where(f => f.DateFormat == DateFormats.SystemDefault).Select(f => f.Field));

    private static string Names(LeadSection section) => string.Join(' ', FieldCatalogue.All.Where(f => f.Section == section).Select(f => f.Field));

    private static string Labels(LeadSection section) => string.Join(" | ", FieldCatalogue.All.Where(f => f.Section == section).Select(f => f.Label));

    private static (string First, string Last) Ends(LeadSection section)
    {
        List<FieldMapping> fields = [.. FieldCatalogue.All.Where(f => f.Section == section)];
        return (fields[0].Field, fields[^1].Field);
    }
}

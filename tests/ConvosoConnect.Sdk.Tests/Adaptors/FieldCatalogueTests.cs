using ConvosoConnect.Sdk.Adaptors;
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
    public void All_Fields_AreUniqueLabelledAndUnmapped()
    {
        Assert.Equal(FieldCatalogue.All.Count, FieldCatalogue.All.Select(f => (f.Section, f.Field)).Distinct().Count());
        Assert.Equal(FieldCatalogue.All.Count, FieldCatalogue.All.Select(f => (f.Section, f.Label)).Distinct().Count());
        Assert.All(FieldCatalogue.All, f => Assert.Matches("^[A-Z]", f.Label));
        Assert.All(FieldCatalogue.All, f => Assert.Equal("", f.MappedTo));
    }

    [Theory]
    [InlineData("alt_phone_2", "Work Phone")]
    [InlineData("alt_phone_1", "Cell Phone")]
    [InlineData("id", "Lead ID")]
    public void All_Labels_AreConvosos(string field, string label) =>
        Assert.Equal(label, FieldCatalogue.All.Single(f => f.Section == LeadSection.Lead && f.Field == field).Label);

    [Fact]
    public void All_DateFields_ComeWithSystemDefault() =>
        Assert.Equal(
            [
                "last_called", "last_viewed", "last_reached_at", "final_reached_at", "created_at", "modified_at", "start_date", "date_of_birth", "call_date",
            ],
            FieldCatalogue.All.Where(f => f.DateFormat == DateFormats.SystemDefault).Select(f => f.Field));

    private static (string First, string Last) Ends(LeadSection section)
    {
        List<FieldMapping> fields = [.. FieldCatalogue.All.Where(f => f.Section == section)];
        return (fields[0].Field, fields[^1].Field);
    }
}

using ConvosoConnect.Sdk.Adaptors.Mapping;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Adaptors.Mapping;

public sealed class AdaptorReaderTests
{
    [Fact]
    public void Read_NoAdaptor_TakesEveryNameAsALeadField()
    {
        (LeadRecord lead, IReadOnlyList<string> unused) = AdaptorReader.Read(null, Keys(("id", 7), ("x", "1")));

        Assert.Equal("7", lead.Id);
        Assert.Equal("1", lead.Lead["x"]);
        Assert.Empty(lead.CallLog);
        Assert.Empty(lead.Extra);
        Assert.Empty(unused);
    }

    [Fact]
    public void Read_MappedKeys_FillFieldsInTheirSections()
    {
        (LeadRecord lead, IReadOnlyList<string> unused) = Read(
            [
                Row("first_name", "fn"), Row("status", "st", LeadSection.CallLog), Row("lead_id", "lid", LeadSection.CallLog),
                Row("agent_email", "mail", LeadSection.Extra), Row("email", ""), Row("city", "town"),
            ],
            ("z", "1"), ("fn", "Ann"), ("st", "HU"), ("mail", "a@b.co"), ("lid", "4711"), ("email", "e"), ("Fn", "other case"));

        Assert.Equal("4711", lead.Id);
        Assert.Equal([new("first_name", "Ann")], lead.Lead);
        Assert.Equal([new("status", "HU"), new("lead_id", "4711")], lead.CallLog);
        Assert.Equal([new("agent_email", "a@b.co")], lead.Extra);
        Assert.Equal(["z", "email", "Fn"], unused);
    }

    [Fact]
    public void Read_SeveralKeys_TakesTheFirstThatIsNotEmpty()
    {
        (LeadRecord lead, IReadOnlyList<string> unused) = Read([Row("phone_number", "p0, p1 ,p2,p3")], ("p3", "3"), ("p2", "2"), ("p1", ""));

        Assert.Equal("2", lead.Lead["phone_number"]);
        Assert.Empty(unused);
    }

    [Fact]
    public void Read_NothingReceived_GivesTheDefaultElseNoField()
    {
        (LeadRecord lead, _) = Read(
            [Row("a", "x") with { DefaultValue = "D" }, Row("b", "y"), Row("c", "") with { DefaultValue = "D" }, Row("d", "z") with { DefaultValue = "D" }],
            ("x", ""), ("y", ""), ("z", "Z"));

        Assert.Equal([new("a", "D"), new("d", "Z")], lead.Lead.OrderBy(f => f.Key, StringComparer.Ordinal));
        Assert.Equal("", lead.Id);
    }

    [Fact]
    public void Read_TwoRowsForOneField_TheLastReceivedValueWinsAndDefaultsYield()
    {
        Assert.Equal("Y", Read([Row("a", "x"), Row("a", "y")], ("x", "X"), ("y", "Y")).Lead.Lead["a"]);
        Assert.Equal("X", Read([Row("a", "x"), Row("a", "y") with { DefaultValue = "D" }], ("x", "X")).Lead.Lead["a"]);
        Assert.Equal("E", Read([Row("a", "x") with { DefaultValue = "D" }, Row("a", "y") with { DefaultValue = "E" }]).Lead.Lead["a"]);
    }

    private static FieldMapping Row(string field, string mappedTo, LeadSection section = LeadSection.Lead) =>
        new() { Field = field, MappedTo = mappedTo, Section = section };

    private static KeyValuePair<string, LeadValue>[] Keys(params (string Key, LeadValue Value)[] keys) =>
        [.. keys.Select(k => KeyValuePair.Create(k.Key, k.Value))];

    private static (LeadRecord Lead, IReadOnlyList<string> UnusedKeys) Read(FieldMapping[] rows, params (string Key, LeadValue Value)[] keys) =>
        AdaptorReader.Read(new Adaptor { Fields = rows }, Keys(keys));
}

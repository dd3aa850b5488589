using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Adaptors.Mapping;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Adaptors.Mapping;

public sealed class AdaptorMapperTests
{
    private static readonly LeadRecord Lead = new()
    {
        Lead = new Dictionary<string, LeadValue>
        {
            ["phone_number"] = "8185551234",
            ["status"] = "NEW",
            ["empty"] = "",
            ["count"] = 42,
            ["vip"] = true,
            ["tags"] = (string[])["a", "b"],
            ["created_at"] = "2026-01-02 03:04:05",
            ["typed"] = new DateOnly(2026, 1, 2),
        },
        CallLog = new Dictionary<string, LeadValue> { ["status"] = "HU" },
        Extra = new Dictionary<string, LeadValue> { ["agent_email"] = "a@b.co" },
    };

    [Fact]
    public void Map_NoAdaptor_IsTheEmptyPayload() => Assert.Same(Payload.Empty, new AdaptorMapper(null, Clocks.Rules()).Map(Lead));

    [Fact]
    public void Map_RowWithoutMappedTo_IsNotSent() => Assert.Equal("b=NEW", Map(Row("phone_number", " "), Row("status", "b"), Row("vip", " , ,")));

    [Fact]
    public void Map_SeveralKeys_SendsTheValueUnderEach() =>
        Assert.Equal("phone_1=8185551234&phone_2=8185551234", Map(Row("phone_number", " phone_1 ,, phone_2,phone_1 ")));

    [Fact]
    public void Map_SameNameInSections_NeverMixes() =>
        Assert.Equal("a=NEW&b=HU&c=", Map(Row("status", "a"), Row("status", "b", LeadSection.CallLog), Row("status", "c", LeadSection.Extra)));

    [Fact]
    public void Map_EmptyOrMissing_SendsDefaultElseEmptyText() =>
        Assert.Equal(
            "a=D&b=&c=D&d=",
            Map(Row("empty", "a") with { DefaultValue = "D" }, Row("empty", "b"), Row("none", "c") with { DefaultValue = "D" }, Row("none", "d")));

    [Theory]
    [InlineData("4711", null, "", "a=4711&b=4711&c=&d=")]
    [InlineData("4711", "", "D", "a=4711&b=4711&c=D&d=D")]
    [InlineData("4711", "own", "D", "a=own&b=own&c=D&d=D")]
    [InlineData("", null, "D", "a=D&b=D&c=D&d=D")]
    public void Map_FieldId_FallsBackToTheRecordsOwnIdInTheLeadsSectionOnly(string recordId, string? own, string fallback, string expected)
    {
        Dictionary<string, LeadValue> fields = own is null ? [] : new() { ["id"] = own };
        var lead = new LeadRecord { Id = recordId, Lead = fields };
        FieldMapping[] rows =
        [
            Row("id", "a,b") with { DefaultValue = fallback }, Row("id", "c", LeadSection.CallLog) with { DefaultValue = fallback },
            Row("ID", "d") with { DefaultValue = fallback },
        ];
        var mapper = new AdaptorMapper(new Adaptor { Fields = rows }, Clocks.Rules());

        Payload plain = mapper.Map(lead);
        Payload traced = mapper.Map(lead, []);

        Assert.Equal(expected, string.Join('&', plain.Select(f => $"{f.Name}={f.Value}")));
        Assert.Equal(plain, traced);
    }

    [Fact]
    public void Map_EmptyAndOmit_LeavesTheKeyOut() =>
        Assert.Equal("a=D&c=NEW", Map(EmptyValues.Omit, Row("empty", "a") with { DefaultValue = "D" }, Row("none", "b"), Row("status", "c")));

    [Fact]
    public void Map_AllOmitted_IsTheEmptyPayload() =>
        Assert.Same(Payload.Empty, new AdaptorMapper(new Adaptor { Fields = [Row("none", "b")] }, Clocks.Rules(EmptyValues.Omit)).Map(Lead));

    [Fact]
    public void Map_DefaultOfADateRow_IsSentAsItStands() =>
        Assert.Equal("a=2026-01-02", Map(Row("none", "a") with { DefaultValue = "2026-01-02", DateFormat = "m/d/Y" }));

    [Fact]
    public void Map_KeyNamedTwice_TheLastRowWinsInItsOwnPosition() =>
        Assert.Equal("b=8185551234&c=42&a=NEW", Map(Row("phone_number", "a,b"), Row("count", "c"), Row("status", "a")));

    [Fact]
    public void Map_KeyNamedTwiceAndTheLastOmitted_LeavesTheKeyOut() =>
        Assert.Equal("b=NEW", Map(EmptyValues.Omit, Row("status", "a,b"), Row("empty", "a")));

    [Fact]
    public void Map_KeysDifferingInCase_AreTwoKeys() => Assert.Equal("Id=NEW&ID=42", Map(Row("status", "Id"), Row("count", "ID")));

    [Fact]
    public void Map_NumbersAndBooleans_StayTyped()
    {
        Payload payload = Mapper(EmptyValues.Send, Row("count", "n"), Row("vip", "v")).Map(Lead);

        Assert.Equal([(LeadValue)42, true], payload.Select(f => f.Value));
    }

    [Fact]
    public void Map_Lists_AreJoinedWithTheDelimiter()
    {
        var mapper = new AdaptorMapper(new Adaptor { Fields = [Row("tags", "t")] }, Clocks.Rules(delimiter: " | "));

        Assert.Equal("a | b", Assert.Single(mapper.Map(Lead)).Value);
    }

    [Fact]
    public void Map_ListOfOneEmptyText_CountsAsEmpty()
    {
        LeadRecord lead = new() { Lead = new Dictionary<string, LeadValue> { ["l"] = (string[])[""], ["m"] = (string[])[] } };

        Assert.Empty(Mapper(EmptyValues.Omit, Row("l", "l"), Row("m", "m")).Map(lead));
    }

    [Fact]
    public void Map_Dates_AreText()
    {
        string text = Map(
            Row("created_at", "a") with { DateFormat = "m/d/Y" },
            Row("created_at", "b"),
            Row("typed", "c"),
            Row("typed", "d") with { DateFormat = "age" },
            Row("typed", "e") with { DateFormat = "timestamp" });

        Assert.Equal("a=01/02/2026&b=2026-01-02 03:04:05&c=2026-01-02 00:00:00&d=0&e=1767340800", text);
        Assert.Equal(LeadValueKind.Text, Mapper(EmptyValues.Send, Row("typed", "e") with { DateFormat = "timestamp" }).Map(Lead)[0].Value.Kind);
    }

    [Fact]
    public void Map_NoDateInADateRow_IsSentUnchanged() =>
        Assert.Equal("a=NEW&b=42", Map(Row("status", "a") with { DateFormat = "Ymd" }, Row("count", "b") with { DateFormat = "Ymd" }));

    [Fact]
    public void Map_TypedDateOutsideTheCalendar_IsSentAsItPrints()
    {
        LeadRecord lead = new() { Lead = new Dictionary<string, LeadValue> { ["d"] = DateTimeOffset.MinValue } };

        Assert.Equal("0001-01-01 00:00:00", Mapper(EmptyValues.Send, Row("d", "d")).Map(lead)[0].Value);
    }

    [Fact]
    public void Map_TwoLeads_ShareTheKeys()
    {
        AdaptorMapper mapper = Mapper(EmptyValues.Send, Row("status", "a"));

        Assert.Same(mapper.Map(Lead)[0].Key, mapper.Map(new LeadRecord())[0].Key);
    }

    [Fact]
    public void Map_HugeAndInvalidText_PassesThrough()
    {
        string huge = "\ud800" + new string('x', 1 << 20);
        LeadRecord lead = new() { Lead = new Dictionary<string, LeadValue> { ["h"] = huge } };

        Assert.Equal(huge, Mapper(EmptyValues.Send, Row("h", "h") with { DateFormat = "Ymd" }).Map(lead)[0].Value);
    }

    [Fact]
    public void Map_ManyFieldsAndRows_MapsThemAll()
    {
        LeadRecord lead = new() { Lead = Enumerable.Range(0, 10_000).ToDictionary(i => $"f{i}", i => (LeadValue)i) };
        FieldMapping[] rows = [.. Enumerable.Range(0, 5_000).Select(i => Row($"f{i * 2}", $"k{i}"))];

        Payload payload = Mapper(EmptyValues.Send, rows).Map(lead);

        Assert.Equal(5_000, payload.Count);
        Assert.Equal(9_998, payload[4_999].Value);
    }

    [Fact]
    public void Map_PlainValues_AllocatesOnlyThePayload()
    {
        AdaptorMapper mapper = Mapper(EmptyValues.Send, Row("status", "a,b"), Row("count", "c"), Row("none", "d") with { DefaultValue = "x" });
        mapper.Map(Lead).Release();

        int count = 0;
        long bytes = Allocations.Least(() =>
        {
            Payload payload = mapper.Map(Lead);
            count = payload.Count;
            payload.Release();
        });

        Assert.Equal(4, count);
        Assert.InRange(bytes, 1, 32);
    }

    private static FieldMapping Row(string field, string mappedTo, LeadSection section = LeadSection.Lead) =>
        new() { Field = field, MappedTo = mappedTo, Section = section };

    private static AdaptorMapper Mapper(EmptyValues empty, params FieldMapping[] rows) => new(new Adaptor { Fields = rows }, Clocks.Rules(empty));

    private static string Map(params FieldMapping[] rows) => Map(EmptyValues.Send, rows);

    private static string Map(EmptyValues empty, params FieldMapping[] rows) =>
        string.Join('&', Mapper(empty, rows).Map(Lead).Select(f => $"{f.Name}={f.Value}"));
}

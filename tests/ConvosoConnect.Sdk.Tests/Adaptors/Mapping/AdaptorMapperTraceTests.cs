using ConvosoConnect.Sdk.Adaptors;
using ConvosoConnect.Sdk.Adaptors.Mapping;
using ConvosoConnect.Sdk.Tests.Support;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Adaptors.Mapping;

public sealed class AdaptorMapperTraceTests
{
    private static readonly LeadRecord Lead = new()
    {
        Lead = new Dictionary<string, LeadValue> { ["status"] = "NEW", ["tags"] = (string[])["a", "b"], ["n"] = 7 },
    };

    [Theory]
    [InlineData(EmptyValues.Send, RowOutcome.SentEmpty)]
    [InlineData(EmptyValues.Default, RowOutcome.SentEmpty)]
    [InlineData(EmptyValues.Omit, RowOutcome.Omitted)]
    public void Map_WithTrace_SaysWhatBecameOfEachRow(EmptyValues empty, RowOutcome emptyOutcome)
    {
        FieldMapping[] rows =
        [
            Row("status", "x"), Row("status", ""), Row("status", "a,x,b"), Row("none", "x") with { DefaultValue = "D" }, Row("none", "y"),
            Row("tags", "t"),
        ];

        List<RowTrace> trace = Trace(empty, rows);

        Assert.Equal(rows, trace.Select(t => t.Mapping));
        Assert.Equal(
            [RowOutcome.Overridden, RowOutcome.NotMapped, RowOutcome.Sent, RowOutcome.SentDefault, emptyOutcome, RowOutcome.Sent],
            trace.Select(t => t.Outcome));
        Assert.Equal([null, null, "NEW", "D", emptyOutcome == RowOutcome.Omitted ? null : "", "a;b"], trace.Select(t => t.Value));
        Assert.Equal(["", "", "a,b", "x", emptyOutcome == RowOutcome.Omitted ? "" : "y", "t"], trace.Select(t => string.Join(',', t.Keys)));
        Assert.All(trace, t => Assert.Null(t.Warning));
    }

    [Fact]
    public void Map_NoDateInADateRow_WarnsAndQuotesIt()
    {
        RowTrace trace = Assert.Single(Trace(EmptyValues.Send, Row("status", "s") with { DateFormat = "Ymd" }));

        Assert.Equal(RowOutcome.Sent, trace.Outcome);
        Assert.Equal(
            "The field 'status' should be a date, but holds 'NEW', which was sent unchanged. Write dates as 2026-01-31 23:59:59, 2026-01-31 or ISO 8601.",
            trace.Warning);
    }

    [Fact]
    public void Map_LongNoDate_QuotesOnlyItsStart()
    {
        LeadRecord lead = new() { Lead = new Dictionary<string, LeadValue> { ["n"] = new string('x', 39) + "😀" + new string('y', 1 << 20) } };
        List<RowTrace> trace = [];

        new AdaptorMapper(new Adaptor { Fields = [Row("n", "n") with { DateFormat = "Ymd" }] }, Clocks.Rules()).Map(lead, trace);

        Assert.Contains($"'{new string('x', 39)}…'", trace[0].Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_UnknownDateFormat_WarnsAndSendsAsItIs()
    {
        RowTrace trace = Assert.Single(Trace(EmptyValues.Send, Row("status", "s") with { DateFormat = "d.m.Y" }));

        Assert.Equal("NEW", trace.Value);
        Assert.StartsWith(
            "The date format 'd.m.Y' is unknown, so that 'status' was sent as it is. Use one of: System Default | ", trace.Warning, StringComparison.Ordinal);
    }

    private static FieldMapping Row(string field, string mappedTo) => new() { Field = field, MappedTo = mappedTo };

    private static List<RowTrace> Trace(EmptyValues empty, params FieldMapping[] rows)
    {
        List<RowTrace> trace = [];
        var mapper = new AdaptorMapper(new Adaptor { Fields = rows }, Clocks.Rules(empty, ";"));

        Payload traced = mapper.Map(Lead, trace);

        Assert.Equal(mapper.Map(Lead), traced);
        return trace;
    }
}

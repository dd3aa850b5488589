using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Leads;

public sealed class LeadJsonTests
{
    private static readonly LeadRecord Lead = new()
    {
        Id = "1",
        Lead = new Dictionary<string, LeadValue>
        {
            ["phone_number"] = "7025550100",
            ["tags"] = (string[])["a", "b"],
            ["age"] = 42,
            ["price"] = 1.10m,
            ["vip"] = true,
            ["note"] = default,
            ["name"] = "Änn \"A\" <b>",
            ["day"] = new DateOnly(2026, 1, 31),
            ["clock"] = new DateTime(2026, 1, 31, 23, 59, 59, 120),
            ["moment"] = new DateTimeOffset(2026, 1, 31, 23, 59, 59, TimeSpan.FromMinutes(-210)),
            ["utc"] = new DateTime(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc),
        },
        CallLog = new Dictionary<string, LeadValue> { ["status"] = "HU" },
    };

    private static readonly JsonSerializerOptions OneByteAtATime = new() { DefaultBufferSize = 1 };

    private const string Json =
        """{"id":"1","lead":{"phone_number":"7025550100","tags":["a","b"],"age":42,"price":1.10,"vip":true,"note":null,"name":"Änn \"A\" <b>","day":"""
        + """{"$date":"2026-01-31"},"clock":{"$date":"2026-01-31T23:59:59.12"},"moment":{"$date":"2026-01-31T23:59:59-03:30"},"utc":"""
        + """{"$date":"2026-01-31T00:00:00Z"}},"callLog":{"status":"HU"}}""";

    [Fact]
    public void ToJson_EveryKind_IsTheNaturalForm() => Assert.Equal(Json, Lead.ToJson());

    [Fact]
    public void FromJson_EveryKind_IsTheSameLead()
    {
        Same(Lead, LeadRecord.FromJson(Json));
        Same(Lead, LeadRecord.FromJson(Encoding.UTF8.GetBytes(Json)));
        Same(Lead, LeadRecord.FromJson([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Json)]));
    }

    [Fact]
    public void ToJson_OtherCulture_IsTheSame()
    {
        string before = Lead.ToJson();
        CultureInfo.CurrentCulture = new CultureInfo("ar-SA");

        Assert.Equal(before, Lead.ToJson());
        Same(Lead, LeadRecord.FromJson("""{"ID":"1","Lead":""" + before["""{"id":"1","lead":""".Length..]));
    }

    [Fact]
    public void Serialize_ByReflectionAndSourceGenerated_IsTheSameForm()
    {
        foreach (JsonSerializerOptions options in (JsonSerializerOptions[])[new(), JsonSerializerOptions.Web, new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper }])
        {
            string json = JsonSerializer.Serialize(Lead, options);
            Assert.Equal(JsonSerializer.Serialize(Lead, LeadJsonContext.Default.LeadRecord), json);
            Same(Lead, JsonSerializer.Deserialize<LeadRecord>(json, options)!);
            Same(Lead, JsonSerializer.Deserialize(json, LeadJsonContext.Default.LeadRecord)!);
            Same(Lead, LeadRecord.FromJson(json));
        }
    }

    [Fact]
    public async Task Serialize_WithinOtherTypesAndFromASlowStream_IsTheSame()
    {
        string json = JsonSerializer.Serialize([Lead, null!, Lead], LeadJsonContext.Default.LeadRecordArray);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        LeadRecord?[] back = (await JsonSerializer.DeserializeAsync<LeadRecord?[]>(
            stream, OneByteAtATime, TestContext.Current.CancellationToken))!;

        Same(Lead, back[0]!);
        Assert.Null(back[1]);
        Same(Lead, back[2]!);
        var values = new Dictionary<string, LeadValue>(Lead.Lead);
        Assert.Equal(values, JsonSerializer.Deserialize(
            JsonSerializer.Serialize(values, LeadJsonContext.Default.DictionaryStringLeadValue), LeadJsonContext.Default.DictionaryStringLeadValue));
        Assert.Null(JsonSerializer.Deserialize<LeadValue?>("null"));
        Assert.Equal(default, JsonSerializer.Deserialize<LeadValue>("null"));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("1.10")]
    [InlineData("1e3")]
    [InlineData("-1.5E-07")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public void FromJson_Number_KeepsItsSpelling(string number)
    {
        LeadRecord lead = LeadRecord.FromJson($$$"""{"id":{{{number}}},"lead":{"n":{{{number}}},"list":[{{{number}}},true,null]}}""");

        Assert.Equal(LeadValueKind.Number, lead.Lead["n"].Kind);
        Assert.Equal(number, lead.Lead["n"].ToString());
        Assert.Equal(number, lead.Id);
        Assert.Equal([number, "true", ""], lead.Lead["list"].Texts);
        Assert.Equal(number, JsonSerializer.Serialize(lead.Lead["n"]));
        Assert.Equal($"{{\"n\":{number}}}", LeadJsonPropertyTests.Body("JSON", lead, "n"));
        Assert.Equal("n=" + number, Uri.UnescapeDataString(LeadJsonPropertyTests.Body("RAW", lead, "n")));
    }

    [Theory]
    [InlineData("""{"id":null,"lead":null}""", "", 0)]
    [InlineData("{}", "", 0)]
    [InlineData("""{"Id":7,"call_log":{"a":""}}""", "7", 1)]
    [InlineData("""{"CALLLOG":{"a":[]}}""", "", 1)]
    public void FromJson_LittleOrOtherNames_IsRead(string json, string id, int calls)
    {
        LeadRecord lead = LeadRecord.FromJson(json);

        Assert.Equal((id, 0, calls, 0), (lead.Id, lead.Lead.Count, lead.CallLog.Count, lead.Extra.Count));
        Assert.All(lead.CallLog, field => Assert.True(field.Value.IsEmpty));
    }

    [Theory]
    [InlineData("""{"phone_number":"702"}""", "A lead has no member 'phone_number'. It has id, lead, callLog and extra;")]
    [InlineData("""{"lead":{},"LEAD":{}}""", "The member 'lead' is given twice.")]
    [InlineData("""{"callLog":{},"call_log":{}}""", "The member 'callLog' is given twice.")]
    [InlineData("""{"lead":{"a":1,"a":2}}""", "The member 'lead.a' is given twice.")]
    [InlineData("""{"lead":{"address":{"city":"Reno"}}}""", "An object stands in lead.address, where text,")]
    [InlineData("""{"extra":{"a":{}}}""", "An object stands in extra.a, where text,")]
    [InlineData("""{"lead":{"tags":["a",{"b":1}]}}""", "In lead.tags, entry 1 of the list is an object.")]
    [InlineData("""{"lead":{"tags":[["a"]]}}""", "In lead.tags, entry 0 of the list is a list.")]
    [InlineData("""{"lead":{"d":{"$date":"soon"}}}""", "The $date in lead.d holds no date.")]
    [InlineData("""{"lead":{"d":{"$date":17}}}""", "The $date in lead.d holds no date.")]
    [InlineData("""{"lead":{"d":{"$date":"2026-01-31","x":1}}}""", "In lead.d, the object with $date holds another member.")]
    [InlineData("""{"lead":["a"]}""", "The member 'lead' of a lead is an object of fields; this is a list.")]
    [InlineData("""{"id":{}}""", "The id of a lead is text or a number; this is an object.")]
    [InlineData("[]", "A lead is an object such as")]
    [InlineData("null", "A lead is an object such as")]
    [InlineData("""{"lead":{"a":"\ud83d"}}""", "The text of lead.a is not valid:")]
    [InlineData("""{"lead":{"\ud83d":1}}""", "The text of a field name in lead is not valid:")]
    [InlineData("{} {}", "")]
    [InlineData("""{"lead":{"a":1""", "")]
    [InlineData("""{"lead":{"a":007}}""", "")]
    [InlineData("", "")]
    public void FromJson_NotALead_SaysWhere(string json, string sentence) =>
        Assert.StartsWith(sentence, Assert.ThrowsAny<JsonException>(() => LeadRecord.FromJson(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void FromJson_BytesThatAreNotUtf8OrNull_Throws()
    {
        byte[] json = [.. """{"lead":{"a":"x"""u8, 0xFF, .. "\"}}"u8];

        Assert.StartsWith("The text of lead.a is not valid:", Assert.ThrowsAny<JsonException>(() => LeadRecord.FromJson(json)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "The text of lead.a is not valid:",
            Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<LeadRecord>(json)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith("The text of the lead is not valid:", Assert.Throws<JsonException>(() => LeadRecord.FromJson("{\"id\":\"\ud83d\"}")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("json", () => LeadRecord.FromJson((string)null!));
    }

    [Fact]
    public void FromJson_HugeNameOrValueInAnError_IsNotQuotedWhole()
    {
        string huge = new('n', 1 << 20);

        Assert.InRange(Assert.Throws<JsonException>(() => LeadRecord.FromJson($$$$"""{"lead":{"{{{{huge}}}}":{"x":"{{{{huge}}}}"}}}""")).Message.Length, 1, 400);
        Assert.InRange(Assert.Throws<JsonException>(() => LeadRecord.FromJson($$"""{"{{huge}}":1}""")).Message.Length, 1, 400);
    }

    [Fact]
    public void ToJson_HalfASurrogatePair_IsWrittenAsItIsSent()
    {
        var lead = new LeadRecord { Lead = new Dictionary<string, LeadValue> { ["a"] = "x\ud83dy", ["b"] = (string[])["\ude00"] } };

        LeadRecord back = LeadRecord.FromJson(lead.ToJson());

        Assert.Equal("x\ufffdy", back.Lead["a"].ToString());
        Assert.Equal(["\ufffd"], back.Lead["b"].Texts);
    }

    private static void Same(LeadRecord expected, LeadRecord actual)
    {
        Assert.Equal(expected.Id, actual.Id);
        Assert.Equal(expected.Lead, actual.Lead);
        Assert.Equal(expected.CallLog, actual.CallLog);
        Assert.Equal(expected.Extra, actual.Extra);
    }
}

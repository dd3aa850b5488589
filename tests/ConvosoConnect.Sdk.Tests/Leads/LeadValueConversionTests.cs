using Xunit;

namespace ConvosoConnect.Sdk.Tests.Leads;

/// <summary>That this compiles is half of what it shows: an app's own properties go into a lead as they are.</summary>
public sealed class LeadValueConversionTests
{
    [Fact]
    public void Convert_NullOfAnyType_IsTheEmptyValue()
    {
        (string? text, byte? tiny, int? whole, long? large, uint? unsigned, float? single, double? real, decimal? exact, bool? flag) = default((
            string?, byte?, int?, long?, uint?, float?, double?, decimal?, bool?));
        (DateTime? clock, DateTimeOffset? moment, DateOnly? day, Guid? guid, LeadSection? section, string[]? array, List<string>? list) = default((
            DateTime?, DateTimeOffset?, DateOnly?, Guid?, LeadSection?, string[]?, List<string>?));
        var lead = new Dictionary<string, LeadValue>
        {
            ["text"] = text,
            ["tiny"] = tiny,
            ["whole"] = whole,
            ["large"] = large,
            ["unsigned"] = unsigned,
            ["single"] = single,
            ["real"] = real,
            ["exact"] = exact,
            ["flag"] = flag,
            ["clock"] = clock,
            ["moment"] = moment,
            ["day"] = day,
            ["guid"] = guid,
            ["section"] = section,
            ["array"] = array,
            ["list"] = list,
        };

        Assert.All(lead, field => Assert.Equal(LeadValueKind.Empty, field.Value.Kind));
        Assert.All(lead, field => Assert.Equal(default, field.Value));
    }

    [Fact]
    public void Convert_NullableWithAValue_IsTheValue()
    {
        (byte? tiny, int? whole, long? large, float? single, double? real, decimal? exact, bool? flag) = ((byte)1, 2, 3L, 0.5f, 0.1, 1.10m, true);
        var moment = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-8));
        LeadValue[] values = [tiny, whole, large, single, real, exact, flag, (DateTime?)new DateTime(2026, 1, 2), (DateTimeOffset?)moment, (DateOnly?)new DateOnly(2026, 1, 2)];
        LeadValue[] plain = [1, 2, 3L, 0.5, 0.1, 1.10m, true, new DateTime(2026, 1, 2), moment, new DateOnly(2026, 1, 2)];

        Assert.Equal(plain, values);
        Assert.Equal(["1", "2", "3", "0.5", "0.1", "1.10", "true"], values.Take(7).Select(v => v.ToString()));
        Assert.Throws<ArgumentOutOfRangeException>("value", () => (LeadValue)(double?)double.NaN);
    }

    [Fact]
    public void Convert_GuidEnumAndLists_IsText()
    {
        var guid = Guid.Parse("3F2504E0-4F89-41D3-9A0C-0305E82C3301");
        LeadSection? nullable = LeadSection.CallLog;

        Assert.Equal("3f2504e0-4f89-41d3-9a0c-0305e82c3301", (LeadValue)guid);
        Assert.Equal("3f2504e0-4f89-41d3-9a0c-0305e82c3301", (LeadValue)(Guid?)guid);
        Assert.Equal("CallLog", (LeadValue)LeadSection.CallLog);
        Assert.Equal("CallLog", (LeadValue)nullable);
        Assert.Equal("ReadOnly, Hidden", (LeadValue)(FileAttributes.ReadOnly | FileAttributes.Hidden));
        Assert.Equal("99", (LeadValue)(LeadSection)99);
        Assert.Equal((string[])["a", "b"], (LeadValue)new List<string> { "a", "b" });
        Assert.Equal((string[])["a", "b"], (LeadValue)new[] { "a", "b" });
    }
}

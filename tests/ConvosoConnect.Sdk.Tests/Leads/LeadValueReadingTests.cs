using System.Globalization;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Leads;

public sealed class LeadValueReadingTests
{
    public LeadValueReadingTests() => CultureInfo.CurrentCulture = new CultureInfo("de-DE");

    public static TheoryData<string, LeadValueKind> Kinds => new()
    {
        { "empty", LeadValueKind.Empty }, { "text", LeadValueKind.Text }, { "number", LeadValueKind.Number },
        { "boolean", LeadValueKind.Boolean }, { "date", LeadValueKind.Date }, { "list", LeadValueKind.List },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TryGet_EachKind_IsReadByItsOwnMethodsOnly(string name, LeadValueKind kind)
    {
        LeadValue value = name switch
        {
            "text" => "1",
            "number" => 1,
            "boolean" => true,
            "date" => new DateOnly(2026, 1, 2),
            "list" => new[] { "1" },
            _ => default,
        };

        Assert.Equal(kind, value.Kind);
        Assert.Equal(kind == LeadValueKind.Text, value.TryGetText(out string? text));
        Assert.Equal(kind == LeadValueKind.Text ? "1" : null, text);
        Assert.Equal(kind == LeadValueKind.Number, value.TryGetInt64(out long whole));
        Assert.Equal(kind == LeadValueKind.Number ? 1 : 0, whole);
        Assert.Equal(kind == LeadValueKind.Number, value.TryGetDecimal(out decimal exact));
        Assert.Equal(kind == LeadValueKind.Number ? 1 : 0, exact);
        Assert.Equal(kind == LeadValueKind.Number, value.TryGetDouble(out double near));
        Assert.Equal(kind == LeadValueKind.Number ? 1 : 0, near);
        Assert.Equal(kind == LeadValueKind.Boolean, value.TryGetBoolean(out bool boolean));
        Assert.Equal(kind == LeadValueKind.Boolean, boolean);
        Assert.Equal(kind == LeadValueKind.Date, value.TryGetDate(out DateTime clock, out _));
        Assert.Equal(kind == LeadValueKind.Date ? new DateTime(2026, 1, 2) : default, clock);
        Assert.Equal(kind == LeadValueKind.List, value.TryGetList(out IReadOnlyList<string>? texts));
        Assert.Equal(kind == LeadValueKind.List ? ["1"] : null, texts);
    }

    [Fact]
    public void TryGet_EmptyTextAndFalse_AreThere()
    {
        Assert.True(((LeadValue)"").TryGetText(out string? text));
        Assert.Equal("", text);
        Assert.True(((LeadValue)false).TryGetBoolean(out bool boolean));
        Assert.False(boolean);
        Assert.True(LeadValue.FromList([]).TryGetList(out IReadOnlyList<string>? texts));
        Assert.Empty(texts);
    }

    [Fact]
    public void TryGet_NumbersOfDotNet_ComeBackAsTheyWere()
    {
        Assert.True(((LeadValue)long.MinValue).TryGetInt64(out long whole));
        Assert.Equal(long.MinValue, whole);
        Assert.True(((LeadValue)1.10m).TryGetDecimal(out decimal exact));
        Assert.Equal("1.10", exact.ToString(CultureInfo.InvariantCulture));
        Assert.True(((LeadValue)decimal.MaxValue).TryGetDecimal(out exact));
        Assert.Equal(decimal.MaxValue, exact);
        Assert.True(((LeadValue)double.MaxValue).TryGetDouble(out double near));
        Assert.Equal(double.MaxValue, near);
        Assert.True(((LeadValue)0.1).TryGetDecimal(out exact));
        Assert.Equal(0.1m, exact);
    }

    // Spellings in JSON: which numbers can hold them.
    [Theory]
    [InlineData("3", true, true, true)]
    [InlineData("3.0", true, true, true)]
    [InlineData("1e3", true, true, true)]
    [InlineData("-0", true, true, true)]
    [InlineData("0e400", true, true, true)]
    [InlineData("3.5", false, true, true)]
    [InlineData("9223372036854775807", true, true, true)]
    [InlineData("9223372036854775808", false, true, true)]
    [InlineData("79228162514264337593543950335", false, true, true)]
    [InlineData("79228162514264337593543950336", false, false, true)]
    [InlineData("0.12345678901234567890123456789", false, false, true)]
    [InlineData("1e-40", false, false, true)]
    [InlineData("1e300", false, false, true)]
    [InlineData("1e999", false, false, false)]
    public void TryGet_NumberInJson_IsReadWhereItFits(string spelling, bool isInt64, bool isDecimal, bool isDouble)
    {
        LeadValue value = LeadRecord.FromJson($$$"""{"lead":{"n":{{{spelling}}}}}""").Lead["n"];

        Assert.Equal(spelling, value.ToString());
        Assert.Equal(isInt64, value.TryGetInt64(out long whole));
        Assert.Equal(isDecimal, value.TryGetDecimal(out decimal exact));
        Assert.Equal(isDouble, value.TryGetDouble(out double near));
        double expected = double.Parse(spelling, CultureInfo.InvariantCulture);
        Assert.Equal(isDouble ? expected : 0, near);
        Assert.Equal(isDecimal ? decimal.Parse(spelling, NumberStyles.Float, CultureInfo.InvariantCulture) : 0, exact);
        Assert.Equal(isInt64 ? (long)exact : 0, whole);
    }

    [Fact]
    public void TryGetList_List_CannotBeChanged()
    {
        LeadValue value = new[] { "a" };
        Assert.True(value.TryGetList(out IReadOnlyList<string>? texts));
        Assert.IsNotType<string[]>(texts);
        Assert.IsNotType<string[]>(value.Texts);
    }
}

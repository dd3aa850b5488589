using System.Globalization;
using Xunit;

namespace ConvosoConnect.Sdk.Tests.Leads;

public sealed class LeadValueTests
{
    public static TheoryData<LeadValue, LeadValueKind, bool, string> Values => new()
    {
        { default, LeadValueKind.Empty, true, "" },
        { (string?)null, LeadValueKind.Empty, true, "" },
        { "", LeadValueKind.Text, true, "" },
        { " ", LeadValueKind.Text, false, " " },
        { 0, LeadValueKind.Number, false, "0" },
        { long.MinValue, LeadValueKind.Number, false, "-9223372036854775808" },
        { 1.50m, LeadValueKind.Number, false, "1.50" },
        { 0.1, LeadValueKind.Number, false, "0.1" },
        { true, LeadValueKind.Boolean, false, "true" },
        { false, LeadValueKind.Boolean, false, "false" },
        { new DateOnly(2026, 1, 2), LeadValueKind.Date, false, "2026-01-02 00:00:00" },
        { (string[]?)null, LeadValueKind.Empty, true, "" },
        { (string[])[], LeadValueKind.List, true, "" },
        { (string?[])["a", null], LeadValueKind.List, false, "a," },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void ToString_AnyValueInAnyCulture_IsInvariant(LeadValue value, LeadValueKind kind, bool empty, string text)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
            Assert.Equal((kind, empty, text), (value.Kind, value.IsEmpty, value.ToString()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Texts_ListOrOneOrNone_GivesEach()
    {
        Assert.Equal(["a", "b"], ((LeadValue)(string[])["a", "b"]).Texts);
        Assert.Equal(["7"], ((LeadValue)7).Texts);
        Assert.Empty(default(LeadValue).Texts);
        Assert.Empty(LeadValue.FromList(null).Texts);
    }

    [Fact]
    public void Equals_SameContent_IsEqualWithEqualHash()
    {
        LeadValue one = (string[])["a", "b"];
        LeadValue two = (string[])["a", "b"];

        Assert.True(one == two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.Equal(((LeadValue)"x").GetHashCode(), ((LeadValue)"x").GetHashCode());
        Assert.True(one != (LeadValue)(string[])["a", "c"]);
        Assert.False(((LeadValue)1).Equals((LeadValue)"1"));
        Assert.False(((LeadValue)1).Equals((object)1));
        Assert.True(((LeadValue)1).Equals((object)(LeadValue)1));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void FromDouble_NotFinite_Throws(double value) => Assert.Throws<ArgumentOutOfRangeException>(nameof(value), () => (LeadValue)value);

    [Fact]
    public void TryGetDate_OtherKinds_IsFalse()
    {
        Assert.False(((LeadValue)"2026-01-02").TryGetDate(out _, out _));
        Assert.True(((LeadValue)new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.FromMinutes(-210))).TryGetDate(out _, out TimeSpan? offset));
        Assert.Equal(TimeSpan.FromMinutes(-210), offset);
    }
}

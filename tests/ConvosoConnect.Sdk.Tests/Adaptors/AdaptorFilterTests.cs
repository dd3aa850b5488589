using Xunit;

namespace ConvosoConnect.Sdk.Tests.Adaptors;

public sealed class AdaptorFilterTests
{
    private static readonly Adaptor Izmir = new() { Name = "izmir leads", Active = false };

    [Fact]
    public void Matches_NoMembers_KeepsEveryAdaptor() => Assert.True(new AdaptorFilter().Matches(Izmir));

    [Theory]
    [InlineData("IZMIR", null, true)]
    [InlineData("izmir", true, false)]
    [InlineData("izmir", false, true)]
    [InlineData("other", false, false)]
    [InlineData("", null, true)]
    public void Matches_Members_MustAllHoldInAnyCulture(string name, bool? active, bool kept)
    {
        System.Globalization.CultureInfo.CurrentCulture = new("tr-TR");
        Assert.Equal(kept, new AdaptorFilter { Name = name, Active = active }.Matches(Izmir));
    }

    [Fact]
    public void Matches_Null_Throws() => Assert.Throws<ArgumentNullException>(() => new AdaptorFilter().Matches(null!));
}

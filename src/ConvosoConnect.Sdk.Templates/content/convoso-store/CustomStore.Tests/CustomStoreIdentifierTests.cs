using Xunit;

namespace CustomStore.Tests;

/// <summary>What every store must hold, one test for each requirement.</summary>
public sealed class CustomStoreIdentifierTests
{
    public static TheoryData<string> Cases => [.. Conformance.Cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Store_EachCase_Holds(string name) => Conformance.Cases[name](TestContext.Current.CancellationToken);
}

using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests;

/// <summary>The stores of samples/CustomStore, which are written as a third party would write them.</summary>
public sealed class CustomStoreTests
{
    public static TheoryData<string> Cases => [.. CustomStore.Conformance.Cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task CustomStore_EachCase_Holds(string name) => CustomStore.Conformance.Cases[name](TestContext.Current.CancellationToken);
}

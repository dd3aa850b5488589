using ConvosoConnect.Sdk.Tests;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests;

public sealed class MemoryStoreTests
{
    public static TheoryData<ConformanceCase<StorePair>> EndpointCases => [.. EndpointStoreConformance.Cases];

    public static TheoryData<ConformanceCase<StorePair>> AdaptorCases => [.. AdaptorStoreConformance.Cases];

    public static TheoryData<ConformanceCase<IConnectLogStore>> LogCases => [.. LogStoreConformance.Cases];

    [Theory]
    [MemberData(nameof(EndpointCases), DisableDiscoveryEnumeration = true)]
    public Task EndpointStore_EachCase_Holds(ConformanceCase<StorePair> @case) =>
        @case.RunAsync(_ => new(Door.Pair()), TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(AdaptorCases), DisableDiscoveryEnumeration = true)]
    public async Task AdaptorStore_EachCase_Holds(ConformanceCase<StorePair> @case)
    {
        await using ServiceProvider provider = Door.Open();
        await @case.RunAsync(
            _ => new(new StorePair(provider.GetRequiredService<IEndpointStore>(), provider.GetRequiredService<IAdaptorStore>())),
            TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(LogCases), DisableDiscoveryEnumeration = true)]
    public Task LogStore_EachCase_Holds(ConformanceCase<IConnectLogStore> @case) =>
        @case.RunAsync(_ => new(Door.Get<IConnectLogStore>()), TestContext.Current.CancellationToken);

    [Fact]
    public Task LogStore_RandomQueries_AreAnsweredAsDocumented() =>
        LogOracle.CheckAsync(
            Door.Get<IConnectLogStore>(builder => builder.Services.Configure<ConvosoConnectOptions>(o => o.LogCapacity = 60_000)),
            TestContext.Current.CancellationToken);
}

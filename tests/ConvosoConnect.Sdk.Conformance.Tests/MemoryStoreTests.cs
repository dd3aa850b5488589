using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Tests;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Conformance.Tests;

public sealed class MemoryStoreTests
{
    public static TheoryData<ConformanceCase<StorePair>> EndpointCases => [.. EndpointStoreConformance.Cases];

    public static TheoryData<ConformanceCase<StorePair>> AdaptorCases => [.. AdaptorStoreConformance.Cases];

    public static TheoryData<ConformanceCase<IConnectLogStore>> LogCases => [.. LogStoreConformance.Cases];

    public static TheoryData<ConformanceCase<RetainedLog>> RetentionCases => [.. LogStoreConformance.RetentionCases];

    public static TheoryData<ConformanceCase<CountedLog>> StatisticsCases => [.. LogStoreConformance.StatisticsCases];

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

    [Theory]
    [MemberData(nameof(RetentionCases), DisableDiscoveryEnumeration = true)]
    public async Task Retention_EachCase_Holds(ConformanceCase<RetainedLog> @case)
    {
        await using ServiceProvider provider = Door.Open();
        await @case.RunAsync(
            _ => new(new RetainedLog(provider.GetRequiredService<IConnectLogStore>(), provider.GetRequiredService<IConnectLogRetention>())), TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(StatisticsCases), DisableDiscoveryEnumeration = true)]
    public async Task Statistics_EachCase_Holds(ConformanceCase<CountedLog> @case)
    {
        await using ServiceProvider provider = Door.Open();
        await @case.RunAsync(
            _ => new(new CountedLog(
                provider.GetRequiredService<IConnectLogStore>(), provider.GetRequiredService<IConnectLogStatistics>(), provider.GetRequiredService<IConnectLogRetention>())),
            TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task LogStore_RandomQueries_AreAnsweredAsDocumented() =>
        LogOracle.CheckAsync(
            Door.Get<IConnectLogStore>(builder => builder.Services.Configure<ConvosoConnectOptions>(o => o.LogCapacity = 60_000)),
            TestContext.Current.CancellationToken);
}

using ConvosoConnect.Sdk.Conformance;
using ConvosoConnect.Sdk.Logs;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ConvosoConnect.Sdk.Tests;

/// <summary>The conformance suite as a database store runs it; each provider only says how to open its database, which is empty at first.</summary>
public abstract class DatabaseConformance
{
    public static TheoryData<ConformanceCase<StorePair>> EndpointCases => [.. EndpointStoreConformance.Cases];

    public static TheoryData<ConformanceCase<Reopenable<StorePair>>> DurableEndpointCases => [.. EndpointStoreConformance.DurableCases];

    public static TheoryData<ConformanceCase<StorePair>> AdaptorCases => [.. AdaptorStoreConformance.Cases];

    public static TheoryData<ConformanceCase<Reopenable<StorePair>>> DurableAdaptorCases => [.. AdaptorStoreConformance.DurableCases];

    public static TheoryData<ConformanceCase<IConnectLogStore>> LogCases => [.. LogStoreConformance.Cases];

    public static TheoryData<ConformanceCase<RetainedLog>> RetentionCases => [.. LogStoreConformance.RetentionCases];

    public static TheoryData<ConformanceCase<CountedLog>> StatisticsCases => [.. LogStoreConformance.StatisticsCases];

    public static TheoryData<ConformanceCase<Reopenable<IConnectLogStore>>> DurableLogCases => [.. LogStoreConformance.DurableCases];

    public static TheoryData<ConformanceCase<Reopenable<IConnectLogStore>>> SharedLogCases => [.. LogStoreConformance.SharedCases];

    [Theory]
    [MemberData(nameof(EndpointCases), DisableDiscoveryEnumeration = true)]
    public Task EndpointStore_EachCase_Holds(ConformanceCase<StorePair> @case) => RunAsync(@case, Pair);

    [Theory]
    [MemberData(nameof(AdaptorCases), DisableDiscoveryEnumeration = true)]
    public Task AdaptorStore_EachCase_Holds(ConformanceCase<StorePair> @case) => RunAsync(@case, Pair);

    [Theory]
    [MemberData(nameof(LogCases), DisableDiscoveryEnumeration = true)]
    public Task LogStore_EachCase_Holds(ConformanceCase<IConnectLogStore> @case) => RunAsync(@case, p => p.GetRequiredService<IConnectLogStore>());

    [Theory]
    [MemberData(nameof(RetentionCases), DisableDiscoveryEnumeration = true)]
    public Task Retention_EachCase_Holds(ConformanceCase<RetainedLog> @case) =>
        RunAsync(@case, p => new RetainedLog(p.GetRequiredService<IConnectLogStore>(), p.GetRequiredService<IConnectLogRetention>()));

    [Theory]
    [MemberData(nameof(StatisticsCases), DisableDiscoveryEnumeration = true)]
    public Task Statistics_EachCase_Holds(ConformanceCase<CountedLog> @case) => RunAsync(
        @case, p => new CountedLog(p.GetRequiredService<IConnectLogStore>(), p.GetRequiredService<IConnectLogStatistics>(), p.GetRequiredService<IConnectLogRetention>()));

    [Theory]
    [MemberData(nameof(DurableEndpointCases), DisableDiscoveryEnumeration = true)]
    public Task ReopenedEndpointStore_EachCase_Holds(ConformanceCase<Reopenable<StorePair>> @case) => ReopenAsync(@case, Pair);

    [Theory]
    [MemberData(nameof(DurableAdaptorCases), DisableDiscoveryEnumeration = true)]
    public Task ReopenedAdaptorStore_EachCase_Holds(ConformanceCase<Reopenable<StorePair>> @case) => ReopenAsync(@case, Pair);

    [Theory]
    [MemberData(nameof(DurableLogCases), DisableDiscoveryEnumeration = true)]
    public Task ReopenedLogStore_EachCase_Holds(ConformanceCase<Reopenable<IConnectLogStore>> @case) =>
        ReopenAsync(@case, p => p.GetRequiredService<IConnectLogStore>());

    [Theory]
    [MemberData(nameof(SharedLogCases), DisableDiscoveryEnumeration = true)]
    public Task SharedLogStore_EachCase_Holds(ConformanceCase<Reopenable<IConnectLogStore>> @case) =>
        ReopenAsync(@case, p => p.GetRequiredService<IConnectLogStore>());

    /// <summary>Opens the database of this test; each call opens the same one.</summary>
    protected abstract Task<ServiceProvider> OpenAsync();

    private static StorePair Pair(IServiceProvider services) => new(services.GetRequiredService<IEndpointStore>(), services.GetRequiredService<IAdaptorStore>());

    private async Task RunAsync<T>(ConformanceCase<T> @case, Func<IServiceProvider, T> subject)
        where T : notnull
    {
        await using ServiceProvider provider = await OpenAsync();
        await @case.RunAsync(_ => new(subject(provider)), TestContext.Current.CancellationToken);
    }

    private async Task ReopenAsync<T>(ConformanceCase<Reopenable<T>> @case, Func<IServiceProvider, T> subject)
        where T : notnull
    {
        var providers = new List<ServiceProvider>();
        try
        {
            await @case.RunAsync(_ => new(new Reopenable<T>(_ => ReopenedAsync())), TestContext.Current.CancellationToken);
        }
        finally
        {
            foreach (ServiceProvider provider in providers)
            {
                await provider.DisposeAsync();
            }
        }

        async ValueTask<T> ReopenedAsync()
        {
            providers.Add(await OpenAsync());
            return subject(providers[^1]);
        }
    }
}

using ConvosoConnect.Sdk.Conformance.ItemCases;
using ConvosoConnect.Sdk.Conformance.LogCases;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>
/// The cases that every <see cref="IConnectLogStore"/> must pass. The store must be able to hold two thousand entries; no case but <see cref="ScaleCases"/> adds more.
/// </summary>
public static class LogStoreConformance
{
    /// <summary>The cases for every store. The factory gives an empty store.</summary>
    public static IReadOnlyList<ConformanceCase<IConnectLogStore>> Cases { get; } =
    [
        .. AppendCases.All,
        .. RoundTripCases.All,
        .. PagingCases.All,
        .. DayCases.All,
        .. LogFilterCases.All,
        .. OutcomeCases.All,
        .. SearchCases.All,
        .. PhoneCases.All,
        .. StreamCases.All,
        DisposalCase.For<IConnectLogStore>("LogStore"),
    ];

    /// <summary>The cases for a store whose entries can be deleted: old ones, and those of a lead. The factory gives an empty store.</summary>
    public static IReadOnlyList<ConformanceCase<RetainedLog>> RetentionCases { get; } = [.. LogCases.RetentionCases.All, .. ErasureCases.All];

    /// <summary>The cases for a store that counts sends by endpoint and hour. The factory gives an empty store.</summary>
    public static IReadOnlyList<ConformanceCase<CountedLog>> StatisticsCases => LogCases.StatisticsCases.All;

    /// <summary>
    /// The cases for a store that is to stay quick in a long log. They add 100,000 entries and measure, so they take seconds to minutes and want a machine that is not busy.
    /// The factory gives an empty store.
    /// </summary>
    public static IReadOnlyList<ConformanceCase<IConnectLogStore>> ScaleCases => LogCases.ScaleCases.All;

    /// <summary>The cases for a store whose content is still there when it is opened again.</summary>
    public static IReadOnlyList<ConformanceCase<Reopenable<IConnectLogStore>>> DurableCases => LogDurableCases.All;

    /// <summary>The cases for a store whose content several instances may use at the same time; each opening gives another instance of the same content.</summary>
    public static IReadOnlyList<ConformanceCase<Reopenable<IConnectLogStore>>> SharedCases => FollowCases.Shared;
}

using ConvosoConnect.Sdk.Conformance.AdaptorCases;
using ConvosoConnect.Sdk.Conformance.ItemCases;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>The cases that every <see cref="IAdaptorStore"/> must pass.</summary>
public static class AdaptorStoreConformance
{
    private const string Prefix = "AdaptorStore";

    /// <summary>The adaptors that a store for <see cref="ReadOnlyCases"/> must hold.</summary>
    public static IReadOnlyList<Adaptor> Sample => AdaptorItems.All;

    /// <summary>The cases for a store that can be written. The factory gives an empty store, with the endpoint store that it asks which adaptors are in use.</summary>
    public static IReadOnlyList<ConformanceCase<StorePair>> Cases { get; } =
    [
        .. SaveCases<Adaptor>.All.Concat(VersionCases<Adaptor>.All).Concat(CrowdCases<Adaptor>.All).Select(c => c.For<StorePair>(Prefix, Open)),
        .. AdaptorRoundTripCases.All,
        .. DeletionInUseCases.All,
        .. ReadCases<Adaptor>.All.Concat(FilterCases<Adaptor>.All).Select(c => c.Filled<StorePair>(Prefix, Open)),
        DisposalCase.For<StorePair>(Prefix),
    ];

    /// <summary>The cases for a store that cannot be written. The factory gives a store that holds <see cref="Sample"/>, with any versions.</summary>
    public static IReadOnlyList<ConformanceCase<IAdaptorStore>> ReadOnlyCases { get; } =
    [
        .. ReadOnlyCases<Adaptor>.All.Concat(ReadCases<Adaptor>.All).Concat(FilterCases<Adaptor>.All)
            .Select(c => c.For<IAdaptorStore>(Prefix, store => new AdaptorItems(store))),
        DisposalCase.For<IAdaptorStore>(Prefix),
    ];

    /// <summary>The cases for a store whose content is still there when it is opened again.</summary>
    public static IReadOnlyList<ConformanceCase<Reopenable<StorePair>>> DurableCases { get; } = [.. DurableCases<Adaptor>.For<StorePair>(Prefix, Open)];

    private static AdaptorItems Open(StorePair pair) => new(pair.Adaptors);
}

using ConvosoConnect.Sdk.Conformance.EndpointCases;
using ConvosoConnect.Sdk.Conformance.ItemCases;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>
/// What every <see cref="IEndpointStore"/> does. Its validator must be the one of an app with the built-in adaptor resolver, which knows the names <c>RAW</c> and <c>JSON</c>;
/// <c>JSON</c>, <c>XML</c> and <c>TEXT</c>, and looks up the adaptors of endpoints.
/// </summary>
public static class EndpointStoreConformance
{
    private const string Prefix = "EndpointStore";

    /// <summary>The content of the store that <see cref="ReadOnlyCases"/> run against.</summary>
    public static IReadOnlyList<ConnectEndpoint> Sample => EndpointItems.All;

    /// <summary>The cases for a store that can be written; the factory gives an empty one with the adaptor store that its validator asks.</summary>
    public static IReadOnlyList<ConformanceCase<StorePair>> Cases { get; } =
    [
        .. SaveCases<ConnectEndpoint>.All.Concat(VersionCases<ConnectEndpoint>.All).Concat(CrowdCases<ConnectEndpoint>.All).Select(c => c.For<StorePair>(Prefix, Open)),
        .. EndpointRoundTripCases.All,
        .. AdaptorChoiceCases.All,
        .. ReadCases<ConnectEndpoint>.All.Concat(FilterCases<ConnectEndpoint>.All).Select(c => c.Filled<StorePair>(Prefix, Open)),
        .. EndpointFilterCases.All.Select(c => new ConformanceCase<StorePair>(c.Name, c.Purpose, async (pair, token) =>
        {
            await Open(pair).FillAsync(token).ConfigureAwait(false);
            await c.Body(pair.Endpoints, token).ConfigureAwait(false);
        })),
        DisposalCase.For<StorePair>(Prefix),
    ];

    /// <summary>The cases for a store that cannot be written; the factory gives one that holds <see cref="Sample"/>, of whatever versions.</summary>
    public static IReadOnlyList<ConformanceCase<IEndpointStore>> ReadOnlyCases { get; } =
    [
        .. Common(ReadOnlyCases<ConnectEndpoint>.All),
        .. Common(ReadCases<ConnectEndpoint>.All),
        .. Common(FilterCases<ConnectEndpoint>.All),
        .. EndpointFilterCases.All.Select(c => new ConformanceCase<IEndpointStore>(c.Name, c.Purpose, c.Body)),
        DisposalCase.For<IEndpointStore>(Prefix),
    ];

    /// <summary>The cases for a store whose content outlives it.</summary>
    public static IReadOnlyList<ConformanceCase<Reopenable<StorePair>>> DurableCases { get; } =
        [.. DurableCases<ConnectEndpoint>.For<StorePair>(Prefix, Open)];

    private static EndpointItems Open(StorePair pair) => new(pair.Endpoints, pair.Adaptors);

    private static IEnumerable<ConformanceCase<IEndpointStore>> Common(IEnumerable<ItemCase<ConnectEndpoint>> cases) =>
        cases.Select(c => c.For<IEndpointStore>(Prefix, store => new EndpointItems(store, adaptors: null)));
}

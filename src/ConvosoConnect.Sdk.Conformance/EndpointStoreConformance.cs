using ConvosoConnect.Sdk.Conformance.EndpointCases;
using ConvosoConnect.Sdk.Conformance.ItemCases;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>
/// The cases that every <see cref="IEndpointStore"/> must pass. The store must use the validator of an app with the built-in adaptor resolver: it knows the encoders <c>RAW</c>
/// and <c>JSON</c> and the parsers <c>JSON</c>, <c>XML</c> and <c>TEXT</c>, and looks up the adaptors of endpoints.
/// </summary>
public static class EndpointStoreConformance
{
    private const string Prefix = "EndpointStore";

    /// <summary>The endpoints that a store for <see cref="ReadOnlyCases"/> must hold.</summary>
    public static IReadOnlyList<ConnectEndpoint> Sample => EndpointItems.All;

    /// <summary>The cases for a store that can be written. The factory gives an empty store, with the adaptor store that its validator asks.</summary>
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

    /// <summary>The cases for a store that cannot be written. The factory gives a store that holds <see cref="Sample"/>, with any versions.</summary>
    public static IReadOnlyList<ConformanceCase<IEndpointStore>> ReadOnlyCases { get; } =
    [
        .. Common(ReadOnlyCases<ConnectEndpoint>.All),
        .. Common(ReadCases<ConnectEndpoint>.All),
        .. Common(FilterCases<ConnectEndpoint>.All),
        .. EndpointFilterCases.All.Select(c => new ConformanceCase<IEndpointStore>(c.Name, c.Purpose, c.Body)),
        DisposalCase.For<IEndpointStore>(Prefix),
    ];

    /// <summary>The cases for a store whose content is still there when it is opened again.</summary>
    public static IReadOnlyList<ConformanceCase<Reopenable<StorePair>>> DurableCases { get; } =
        [.. DurableCases<ConnectEndpoint>.For<StorePair>(Prefix, Open)];

    private static EndpointItems Open(StorePair pair) => new(pair.Endpoints, pair.Adaptors);

    private static IEnumerable<ConformanceCase<IEndpointStore>> Common(IEnumerable<ItemCase<ConnectEndpoint>> cases) =>
        cases.Select(c => c.For<IEndpointStore>(Prefix, store => new EndpointItems(store, adaptors: null)));
}

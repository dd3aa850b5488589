using ConvosoConnect.Sdk.Conformance.EndpointCases;
using ConvosoConnect.Sdk.Conformance.ItemCases;
using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>
/// What every <see cref="IEndpointStore"/> does. Its validator must know the names <c>RAW</c> and <c>JSON</c>; <c>JSON</c>, <c>XML</c> and <c>TEXT</c>; and
/// <c>HubSpot v3</c>, as the one of an app does.
/// </summary>
public static class EndpointStoreConformance
{
    private const string Prefix = "EndpointStore";

    /// <summary>The content of the store that <see cref="ReadOnlyCases"/> run against.</summary>
    public static IReadOnlyList<ConnectEndpoint> Sample => EndpointItems.All;

    /// <summary>The cases for a store that can be written; the factory gives an empty one.</summary>
    public static IReadOnlyList<ConformanceCase<IEndpointStore>> Cases { get; } =
    [
        .. Common(SaveCases<ConnectEndpoint>.All),
        .. Common(VersionCases<ConnectEndpoint>.All),
        .. Common(CrowdCases<ConnectEndpoint>.All),
        .. EndpointRoundTripCases.All,
        .. ReadCases<ConnectEndpoint>.All.Concat(FilterCases<ConnectEndpoint>.All).Select(c => c.Filled<IEndpointStore>(Prefix, Open)),
        .. EndpointFilterCases.All.Select(c => new ConformanceCase<IEndpointStore>(c.Name, c.Purpose, async (store, token) =>
        {
            await Open(store).FillAsync(token).ConfigureAwait(false);
            await c.Body(store, token).ConfigureAwait(false);
        })),
        DisposalCase.For<IEndpointStore>(Prefix),
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
    public static IReadOnlyList<ConformanceCase<Reopenable<IEndpointStore>>> DurableCases { get; } =
        [.. DurableCases<ConnectEndpoint>.For<IEndpointStore>(Prefix, Open)];

    private static EndpointItems Open(IEndpointStore store) => new(store);

    private static IEnumerable<ConformanceCase<IEndpointStore>> Common(IEnumerable<ItemCase<ConnectEndpoint>> cases) =>
        cases.Select(c => c.For<IEndpointStore>(Prefix, Open));
}

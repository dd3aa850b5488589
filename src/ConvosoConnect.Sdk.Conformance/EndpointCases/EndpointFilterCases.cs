using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.EndpointCases;

/// <summary>Cases for the filters that only endpoints have, with the sample.</summary>
internal static class EndpointFilterCases
{
    private const string Prefix = "EndpointStore.";

    public static IReadOnlyList<(string Name, string Purpose, Func<IEndpointStore, CancellationToken, Task> Body)> All { get; } =
    [
        (Prefix + "FilterUrl", "The URL filter keeps URLs that contain the text, ignoring case.", async (store, token) =>
        {
            await KeepsAsync(store, new() { ApiUrl = "//HOOKS." }, token).ConfigureAwait(false);
            await KeepsAsync(store, new() { ApiUrl = "leads/1" }, token).ConfigureAwait(false);
            await KeepsAsync(store, new() { ApiUrl = "no such" }, token).ConfigureAwait(false);
            await KeepsAsync(store, new() { ApiUrl = "" }, token).ConfigureAwait(false);
        }),
        (Prefix + "FilterUrlLiterals", "% and _ in the URL filter stand for themselves.", async (store, token) =>
        {
            await KeepsAsync(store, new() { ApiUrl = "100%" }, token).ConfigureAwait(false);
            await KeepsAsync(store, new() { ApiUrl = "r_p" }, token).ConfigureAwait(false);
        }),
        (Prefix + "FilterMethod", "The filter by request method keeps POST or GET.", async (store, token) =>
        {
            await KeepsAsync(store, new() { RequestMethod = RequestMethod.Get }, token).ConfigureAwait(false);
            await KeepsAsync(store, new() { RequestMethod = RequestMethod.Post }, token).ConfigureAwait(false);
        }),
        (Prefix + "FilterAdaptor", "The filter by adaptor compares ids exactly.", async (store, token) =>
        {
            await KeepsAsync(store, new() { AdaptorId = "map" }, token).ConfigureAwait(false);
            await KeepsAsync(store, new() { AdaptorId = "Map" }, token).ConfigureAwait(false);
            await KeepsAsync(store, new() { AdaptorId = "ma" }, token).ConfigureAwait(false);
        }),
        (Prefix + "FilterCombined", "An endpoint must match all members of a filter.", async (store, token) =>
        {
            await KeepsAsync(
                store,
                new() { Name = "alpha", ApiUrl = "hooks", RequestMethod = RequestMethod.Post, Active = true, AdaptorId = "map" },
                token).ConfigureAwait(false);
            await KeepsAsync(store, new() { RequestMethod = RequestMethod.Get, Active = false }, token).ConfigureAwait(false);
            await KeepsAsync(store, new() { Name = "alpha", Active = false, AdaptorId = "map" }, token).ConfigureAwait(false);
        }),
    ];

    private static async Task KeepsAsync(IEndpointStore store, EndpointFilter filter, CancellationToken token)
    {
        IReadOnlyList<ConnectEndpoint> seen = await store.ListAsync(filter, token).ConfigureAwait(false);
        Check.Set($"the ids kept by {filter}", EndpointItems.All.Where(filter.Matches).Select(e => e.Id), seen.Select(e => e.Id));
    }
}

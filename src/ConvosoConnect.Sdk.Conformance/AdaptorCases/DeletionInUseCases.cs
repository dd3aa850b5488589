using ConvosoConnect.Sdk.Conformance.Checks;
using ConvosoConnect.Sdk.Conformance.EndpointCases;

namespace ConvosoConnect.Sdk.Conformance.AdaptorCases;

/// <summary>Cases that try to delete an adaptor which endpoints use.</summary>
internal static class DeletionInUseCases
{
    private const string Prefix = "AdaptorStore.";

    public static IReadOnlyList<ConformanceCase<StorePair>> All { get; } =
    [
        new(Prefix + "DeleteInUse", "Deleting an adaptor that endpoints use, active or not, is a conflict, and the adaptor stays.", async (pair, token) =>
        {
            foreach (bool active in (bool[])[true, false])
            {
                await UseAsync(pair, $"adaptor-{active}", EndpointItems.New("", "CRM") with { Active = active }, token).ConfigureAwait(false);
                await RefusedAsync(pair, $"adaptor-{active}", token).ConfigureAwait(false);
                Check.NotNull("the adaptor after the refusal", await pair.Adaptors.GetAsync($"adaptor-{active}", token).ConfigureAwait(false));
            }
        }),
        new(Prefix + "DeleteInUseNamesEndpoints", "The conflict names the endpoints that use the adaptor.", async (pair, token) =>
        {
            await UseAsync(pair, "map", EndpointItems.New("crm", "Sales CRM 😀"), token).ConfigureAwait(false);
            await pair.Endpoints.SaveAsync(EndpointItems.New("other", "Quite another"), token).ConfigureAwait(false);
            string message = (await RefusedAsync(pair, "map", token).ConfigureAwait(false)).Message;
            foreach (string name in (string[])["Sales CRM 😀", "Quite another"])
            {
                Check.That(message.Contains(name, StringComparison.Ordinal), $"a message with the endpoint name {Show.Value(name)}", message);
            }
        }),
        new(Prefix + "DeleteUnused", "An adaptor is deleted when endpoints use only others, even others whose ids differ only in case or spaces.", async (pair, token) =>
        {
            await UseAsync(pair, "MAP", EndpointItems.New("one", "One"), token).ConfigureAwait(false);
            await UseAsync(pair, "map ", EndpointItems.New("two", "Two"), token).ConfigureAwait(false);
            await pair.Adaptors.SaveAsync(AdaptorItems.New("map", "Unused"), token).ConfigureAwait(false);
            Check.That(await pair.Adaptors.DeleteAsync("map", token).ConfigureAwait(false), "true from the deletion of an adaptor that is not used", "false");
        }),
        new(Prefix + "DeleteReleased", "An adaptor can be deleted once the endpoints that used it are changed or deleted.", async (pair, token) =>
        {
            ConnectEndpoint first = await UseAsync(pair, "map", EndpointItems.New("one", "One"), token).ConfigureAwait(false);
            await pair.Endpoints.SaveAsync(EndpointItems.New("two", "Two") with { AdaptorId = "map" }, token).ConfigureAwait(false);
            await pair.Adaptors.SaveAsync(AdaptorItems.New("another", "Another"), token).ConfigureAwait(false);
            await pair.Endpoints.SaveAsync(first with { AdaptorId = "another" }, token).ConfigureAwait(false);
            await RefusedAsync(pair, "map", token).ConfigureAwait(false);
            await pair.Endpoints.DeleteAsync("two", token).ConfigureAwait(false);
            Check.That(await pair.Adaptors.DeleteAsync("map", token).ConfigureAwait(false), "true from the deletion of the released adaptor", "false");
        }),
    ];

    private static async Task<ConnectEndpoint> UseAsync(StorePair pair, string adaptorId, ConnectEndpoint endpoint, CancellationToken token)
    {
        await pair.Adaptors.SaveAsync(AdaptorItems.New(adaptorId, "In use"), token).ConfigureAwait(false);
        return await pair.Endpoints.SaveAsync(endpoint with { AdaptorId = adaptorId }, token).ConfigureAwait(false);
    }

    private static Task<ConnectConflictException> RefusedAsync(StorePair pair, string adaptorId, CancellationToken token) =>
        Check.ThrowsAsync<ConnectConflictException>(
            "DeleteAsync of an adaptor in use", async () => await pair.Adaptors.DeleteAsync(adaptorId, token).ConfigureAwait(false));
}

using ConvosoConnect.Sdk.Conformance.AdaptorCases;
using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance.EndpointCases;

/// <summary>Cases about the adaptor of a saved endpoint: it exists, and was active when it was chosen.</summary>
internal static class AdaptorChoiceCases
{
    private const string Prefix = "EndpointStore.";

    public static IReadOnlyList<ConformanceCase<StorePair>> All { get; } =
    [
        new(Prefix + "UnknownAdaptor", "An endpoint that names an adaptor which is not stored is refused, and nothing of it is stored.", UnknownAdaptor),
        new(
            Prefix + "InactiveAdaptor",
            "An inactive adaptor cannot be chosen. An endpoint whose adaptor became inactive later may still be saved with it.",
            InactiveAdaptor),
    ];

    private static async Task UnknownAdaptor(StorePair pair, CancellationToken token)
    {
        await pair.Adaptors.SaveAsync(AdaptorItems.New("map", "Map"), token).ConfigureAwait(false);
        foreach (RequestMethod method in Enum.GetValues<RequestMethod>())
        {
            foreach (string unknown in (string[])["not stored", "MAP", "map "])
            {
                await RefusedAsync(pair, EndpointItems.New("new", "New") with { RequestMethod = method, AdaptorId = unknown }, token).ConfigureAwait(false);
            }
        }

        Check.That(await pair.Endpoints.GetAsync("new", token).ConfigureAwait(false) is null, "nothing stored of what was refused", "an endpoint");
        ConnectEndpoint saved = await pair.Endpoints.SaveAsync(EndpointItems.New("one", "One"), token).ConfigureAwait(false);
        await RefusedAsync(pair, saved with { Name = "Changed", AdaptorId = "not stored" }, token).ConfigureAwait(false);
        await StaysAsync(pair, saved, token).ConfigureAwait(false);
    }

    private static async Task InactiveAdaptor(StorePair pair, CancellationToken token)
    {
        Adaptor map = await pair.Adaptors.SaveAsync(AdaptorItems.New("map", "Map"), token).ConfigureAwait(false);
        await pair.Adaptors.SaveAsync(AdaptorItems.New("other", "Other"), token).ConfigureAwait(false);
        ConnectEndpoint saved = await pair.Endpoints.SaveAsync(EndpointItems.New("one", "One"), token).ConfigureAwait(false);
        ConnectEndpoint elsewhere = await pair.Endpoints.SaveAsync(EndpointItems.New("two", "Two") with { AdaptorId = "other" }, token).ConfigureAwait(false);
        await pair.Adaptors.SaveAsync(map with { Active = false }, token).ConfigureAwait(false);

        await RefusedAsync(pair, EndpointItems.New("three", "Three"), token).ConfigureAwait(false);
        await RefusedAsync(pair, elsewhere with { AdaptorId = "map" }, token).ConfigureAwait(false);
        await StaysAsync(pair, elsewhere, token).ConfigureAwait(false);
        saved = await pair.Endpoints.SaveAsync(saved with { Name = "Renamed" }, token).ConfigureAwait(false);
        await StaysAsync(pair, saved, token).ConfigureAwait(false);
        saved = await pair.Endpoints.SaveAsync(saved with { AdaptorId = "other" }, token).ConfigureAwait(false);
        await RefusedAsync(pair, saved with { AdaptorId = "map" }, token).ConfigureAwait(false);
    }

    private static async Task RefusedAsync(StorePair pair, ConnectEndpoint endpoint, CancellationToken token)
    {
        ConnectValidationException refusal = await Check.ThrowsAsync<ConnectValidationException>(
            $"SaveAsync of an endpoint that names the adaptor {Show.Value(endpoint.AdaptorId)}",
            async () => await pair.Endpoints.SaveAsync(endpoint, token).ConfigureAwait(false)).ConfigureAwait(false);
        Check.That(
            refusal.Problems.Any(p => !p.IsWarning && p.Field == nameof(endpoint.AdaptorId)),
            $"a problem with the field {nameof(endpoint.AdaptorId)}",
            string.Join(", ", refusal.Problems.Select(p => p.Field)));
    }

    private static async Task StaysAsync(StorePair pair, ConnectEndpoint saved, CancellationToken token)
    {
        ConnectEndpoint seen = Check.NotNull("the endpoint", await pair.Endpoints.GetAsync(saved.Id, token).ConfigureAwait(false));
        EndpointItems.CheckSame(saved, seen);
        Check.Equal("the version", saved.Version, seen.Version);
    }
}

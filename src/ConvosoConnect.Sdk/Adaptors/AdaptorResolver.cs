namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>Reads the adaptor that the endpoint names. It is required for POST and optional for GET, and must be active.</summary>
internal sealed class AdaptorResolver(IAdaptorStore adaptors) : IAdaptorResolver
{
    public async ValueTask<AdaptorResolution> ResolveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (string.IsNullOrEmpty(endpoint.AdaptorId))
        {
            return endpoint.RequestMethod == RequestMethod.Get
                ? AdaptorResolution.NotNeeded
                : Refuse(endpoint, $"sends by POST but names no adaptor. Choose an active adaptor for it.");
        }

        Adaptor? adaptor = await adaptors.GetAsync(endpoint.AdaptorId, cancellationToken).ConfigureAwait(false);
        if (adaptor is null)
        {
            return Refuse(endpoint, $"names the adaptor '{endpoint.AdaptorId}', which does not exist. Create it, or choose another one.");
        }

        return adaptor.Active
            ? AdaptorResolution.Found(adaptor)
            : Refuse(endpoint, $"uses the adaptor '{adaptor.Name}' ({adaptor.Id}), which is inactive. Activate it, or choose another one.");
    }

    private static AdaptorResolution Refuse(ConnectEndpoint endpoint, string rest) =>
        AdaptorResolution.Refused($"The endpoint '{endpoint.Name}' ({endpoint.Id}) {rest}");
}

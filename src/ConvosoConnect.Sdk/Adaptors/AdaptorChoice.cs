using ConvosoConnect.Sdk.Endpoints;

namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>Checks whether an endpoint may be saved with the adaptor that it names.</summary>
internal static class AdaptorChoice
{
    /// <summary>Says what is wrong with the adaptor of an endpoint; null when nothing is. An inactive adaptor that the endpoint already had is only a warning.</summary>
    public static async ValueTask<ValidationProblem?> CheckAsync(IAdaptorStore adaptors, ConnectEndpoint endpoint, bool isKept, CancellationToken cancellationToken)
    {
        Adaptor? adaptor = await adaptors.GetAsync(endpoint.AdaptorId, cancellationToken).ConfigureAwait(false);
        return adaptor is null ? EndpointValidator.UnknownAdaptor(endpoint.AdaptorId)
            : adaptor.Active ? null
            : new(
                nameof(endpoint.AdaptorId),
                $"The adaptor '{adaptor.Name}' ({adaptor.Id}) is inactive{(isKept ? ", so that nothing is sent" : "")}. Activate it, or choose another one.",
                IsWarning: isKept);
    }
}

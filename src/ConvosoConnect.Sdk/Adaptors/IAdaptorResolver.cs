namespace ConvosoConnect.Sdk.Adaptors;

/// <summary>
/// Finds the adaptor of an endpoint. Replace it to choose adaptors by a rule of your own: <see cref="ConnectEndpoint.AdaptorId"/> is then optional, and saves do not look it up.
/// </summary>
public interface IAdaptorResolver
{
    /// <summary>Finds the adaptor to map a lead with.</summary>
    /// <param name="endpoint">The endpoint about to be used.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>The adaptor, or the reason why there is none.</returns>
    ValueTask<AdaptorResolution> ResolveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken = default);
}

using ConvosoConnect.Sdk.Conformance.Checks;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>An adaptor store and the endpoint store that it asks which adaptors are in use.</summary>
/// <param name="Endpoints">The endpoint store, empty.</param>
/// <param name="Adaptors">The adaptor store, empty.</param>
public sealed record StorePair(IEndpointStore Endpoints, IAdaptorStore Adaptors) : IAsyncDisposable
{
    /// <summary>Disposes both stores if they are disposable.</summary>
    /// <returns>A task that ends when both are disposed.</returns>
    public async ValueTask DisposeAsync()
    {
        await Disposal.DisposeAsync(Adaptors).ConfigureAwait(false);
        await Disposal.DisposeAsync(Endpoints).ConfigureAwait(false);
    }
}

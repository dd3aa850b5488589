using ConvosoConnect.Sdk.Conformance.Checks;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>A log store with its statistics; often both are the same object.</summary>
/// <param name="Log">The log store, empty.</param>
/// <param name="Statistics">The object that counts its sends.</param>
/// <param name="Retention">The object that deletes its entries; null when none are ever deleted.</param>
public sealed record CountedLog(IConnectLogStore Log, IConnectLogStatistics Statistics, IConnectLogRetention? Retention = null) : IAsyncDisposable
{
    /// <summary>Disposes the objects if they are disposable.</summary>
    /// <returns>A task that ends when all are disposed.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Retention is not null)
        {
            await Disposal.DisposeAsync(Retention).ConfigureAwait(false);
        }

        await Disposal.DisposeAsync(Statistics).ConfigureAwait(false);
        await Disposal.DisposeAsync(Log).ConfigureAwait(false);
    }
}

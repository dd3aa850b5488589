using ConvosoConnect.Sdk.Conformance.Checks;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Conformance;

/// <summary>A log store with the object that deletes its old entries; often both are the same object.</summary>
/// <param name="Log">The log store, empty.</param>
/// <param name="Retention">The object that deletes its old entries.</param>
public sealed record RetainedLog(IConnectLogStore Log, IConnectLogRetention Retention) : IAsyncDisposable
{
    /// <summary>Disposes both objects if they are disposable.</summary>
    /// <returns>A task that ends when both are disposed.</returns>
    public async ValueTask DisposeAsync()
    {
        await Disposal.DisposeAsync(Retention).ConfigureAwait(false);
        await Disposal.DisposeAsync(Log).ConfigureAwait(false);
    }
}

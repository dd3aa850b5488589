namespace ConvosoConnect.Sdk.Endpoints.InMemory;

/// <summary>
/// Lets the two in-memory stores take turns: while an endpoint is checked and saved, no adaptor is deleted. So no endpoint is saved with an adaptor that is just being deleted.
/// </summary>
internal sealed class AdaptorUseGate : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await step().ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}

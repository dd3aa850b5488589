namespace ConvosoConnect.Sdk.Endpoints.InMemory;

/// <summary>
/// Keeps the two in-memory stores apart where one asks the other: while an endpoint is checked and saved, no adaptor is deleted, so that none is saved with an adaptor that is
/// gone.
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

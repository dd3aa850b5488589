namespace ConvosoConnect.Sdk.Conformance.Checks;

/// <summary>Disposes what may or may not be disposable.</summary>
internal static class Disposal
{
    public static async Task DisposeAsync(object subject)
    {
        if (subject is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            (subject as IDisposable)?.Dispose();
        }
    }
}

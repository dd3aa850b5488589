namespace ConvosoConnect.Sdk.Conformance.Checks;

/// <summary>Disposes an object if it is disposable.</summary>
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

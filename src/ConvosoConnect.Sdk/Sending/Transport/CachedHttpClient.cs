namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>
/// An HTTP client of the app, asked from its factory once a second at most. The factory still renews its handlers; this follows within a
/// second. Without that, a send allocates 272 bytes (8 %) more; its processor time is the same (benchmarks/results/ablation.md).
/// </summary>
internal sealed class CachedHttpClient(IHttpClientFactory clients, string name, TimeProvider time)
{
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(1);

    private Made? _last;

    public HttpClient Get()
    {
        // A client is never disposed here: sends may still use it, and its handlers belong to the factory.
        long now = time.GetTimestamp();
        Made? last = Volatile.Read(ref _last);
        if (last is null || time.GetElapsedTime(last.At, now) >= Trust)
        {
            try
            {
                last = new Made(clients.CreateClient(name), now);
                Volatile.Write(ref _last, last);
            }
            catch (ObjectDisposedException) when (last is not null)
            {
                // The container is being disposed and makes no new client. The last one serves the sends that are still under way.
            }
        }

        return last.Client;
    }

    private sealed record Made(HttpClient Client, long At);
}

namespace ConvosoConnect.Sdk.Sending.Transport;

/// <summary>
/// Caches the HTTP client of the app's factory for one second, because making a client costs about as much as building a request. When the factory renews its handlers, sends use
/// them at most one second later.
/// </summary>
internal sealed class CachedHttpClient(IHttpClientFactory clients, TimeProvider time)
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
                last = new Made(clients.CreateClient(HttpTransport.ClientName), now);
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

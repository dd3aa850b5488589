namespace ConvosoConnect.Sdk.Hosting.Accounts;

/// <summary>
/// The handlers that hold the connections of an engine with a container of its own. The HTTP client factory would keep them for minutes after the container has ended; this
/// closes them at once.
/// </summary>
internal sealed class PrimaryHandlers : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<WeakReference<HttpMessageHandler>> _handlers = [];

    public void Add(HttpMessageHandler handler)
    {
        lock (_gate)
        {
            _handlers.RemoveAll(h => !h.TryGetTarget(out _));
            _handlers.Add(new(handler));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (WeakReference<HttpMessageHandler> reference in _handlers)
            {
                if (reference.TryGetTarget(out HttpMessageHandler? handler))
                {
                    handler.Dispose();
                }
            }

            _handlers.Clear();
        }
    }
}

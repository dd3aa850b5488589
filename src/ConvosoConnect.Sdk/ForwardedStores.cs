using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk;

/// <summary>
/// Gives a host the stores of an account's engine. A container disposes what its factories return, and the host's would dispose a store before the sends under way have written
/// their entries. So a store that can be disposed is given behind a class that cannot; the engine disposes it in its time.
/// </summary>
internal static class ForwardedStores
{
    public static IEndpointStore From(IEndpointStore store) => IsDisposable(store) ? new Endpoints(store) : store;

    public static IAdaptorStore From(IAdaptorStore store) => IsDisposable(store) ? new AdaptorsOf(store) : store;

    public static IConnectLogStore From(IConnectLogStore store) => IsDisposable(store) ? new Log(store) : store;

    public static IConnectLogRetention? From(IConnectLogRetention? store) => store is not null && IsDisposable(store) ? new Retention(store) : store;

    public static IConnectLogStatistics? From(IConnectLogStatistics? store) => store is not null && IsDisposable(store) ? new Statistics(store) : store;

    private static bool IsDisposable(object store) => store is IDisposable or IAsyncDisposable;

    private sealed class Endpoints(IEndpointStore store) : IEndpointStore
    {
        public ValueTask<ConnectEndpoint?> GetAsync(string id, CancellationToken cancellationToken) => store.GetAsync(id, cancellationToken);

        public ValueTask<IReadOnlyList<ConnectEndpoint>> ListAsync(EndpointFilter? filter, CancellationToken cancellationToken) => store.ListAsync(filter, cancellationToken);

        public ValueTask<ConnectEndpoint> SaveAsync(ConnectEndpoint endpoint, CancellationToken cancellationToken) => store.SaveAsync(endpoint, cancellationToken);

        public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken) => store.DeleteAsync(id, cancellationToken);
    }

    private sealed class AdaptorsOf(IAdaptorStore store) : IAdaptorStore
    {
        public ValueTask<Adaptor?> GetAsync(string id, CancellationToken cancellationToken) => store.GetAsync(id, cancellationToken);

        public ValueTask<IReadOnlyList<Adaptor>> ListAsync(AdaptorFilter? filter, CancellationToken cancellationToken) => store.ListAsync(filter, cancellationToken);

        public ValueTask<Adaptor> SaveAsync(Adaptor adaptor, CancellationToken cancellationToken) => store.SaveAsync(adaptor, cancellationToken);

        public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken) => store.DeleteAsync(id, cancellationToken);
    }

    private sealed class Log(IConnectLogStore store) : IConnectLogStore
    {
        public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken) => store.AppendAsync(entry, cancellationToken);

        public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken) => store.GetAsync(id, cancellationToken);

        public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken) => store.QueryAsync(query, cancellationToken);

        public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken) => store.StreamAsync(query, cancellationToken);
    }

    private sealed class Retention(IConnectLogRetention log) : IConnectLogRetention
    {
        public ValueTask<long> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken) => log.PurgeAsync(before, cancellationToken);

        public ValueTask<long> EraseLeadAsync(string leadId, CancellationToken cancellationToken) => log.EraseLeadAsync(leadId, cancellationToken);
    }

    private sealed class Statistics(IConnectLogStatistics log) : IConnectLogStatistics
    {
        public IAsyncEnumerable<ConnectLogHour> ReadAsync(DateTimeOffset from, DateTimeOffset until, string? endpointId, CancellationToken cancellationToken) =>
            log.ReadAsync(from, until, endpointId, cancellationToken);
    }
}

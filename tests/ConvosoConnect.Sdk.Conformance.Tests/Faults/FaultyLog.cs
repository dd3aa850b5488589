namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>A correct log store of which single methods are replaced.</summary>
internal sealed class FaultyLog(IConnectLogStore inner) : IConnectLogStore
{
    public Func<ConnectLogEntry, CancellationToken, ValueTask<long>> Append { get; init; } = inner.AppendAsync;

    public Func<long, CancellationToken, ValueTask<ConnectLogEntry?>> Get { get; init; } = inner.GetAsync;

    public Func<ConnectLogQuery, CancellationToken, ValueTask<ConnectLogPage>> Query { get; init; } = inner.QueryAsync;

    public Func<ConnectLogQuery, CancellationToken, IAsyncEnumerable<ConnectLogEntry>> Stream { get; init; } = inner.StreamAsync;

    public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default) => Append(entry, cancellationToken);

    public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default) => Get(id, cancellationToken);

    public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => Query(query, cancellationToken);

    public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) =>
        Stream(query, cancellationToken);
}

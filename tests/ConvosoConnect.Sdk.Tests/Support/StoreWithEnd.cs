namespace ConvosoConnect.Sdk.Tests.Support;

/// <summary>A log store that refuses entries once it is disposed, as a store with a connection does.</summary>
internal sealed class StoreWithEnd : IConnectLogStore, IDisposable
{
    private readonly List<ConnectLogEntry> _entries = [];
    private bool _isDisposed;

    /// <summary>The entries that were appended, also after the end.</summary>
    public IReadOnlyList<ConnectLogEntry> Entries => _entries;

    public bool IsDisposed => _isDisposed;

    public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _entries.Add(entry);
        return new(_entries.Count);
    }

    public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default) => new(_entries[(int)id - 1]);

    public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void Dispose() => _isDisposed = true;
}

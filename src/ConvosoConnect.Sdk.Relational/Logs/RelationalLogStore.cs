using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Relational.Databases;
using ConvosoConnect.Sdk.Relational.Logs.Reading;
using ConvosoConnect.Sdk.Relational.Logs.Retention;
using ConvosoConnect.Sdk.Relational.Logs.Writing;

namespace ConvosoConnect.Sdk.Relational.Logs;

/// <summary>The log in a database: written by a <see cref="LogWriter"/>, read by a <see cref="LogReader"/> from the newest entry on, emptied by <see cref="LogPurge"/>.</summary>
internal sealed class RelationalLogStore(LogDatabase log, LogWriter writer) : IConnectLogStore, IConnectLogRetention
{
    private readonly LogReader _reader = new(log.Database);

    public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return writer.AppendAsync(entry, cancellationToken);
    }

    public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default) => _reader.GetAsync(id, cancellationToken);

    public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Validate();
        return _reader.QueryAsync(query, cancellationToken);
    }

    public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.ValidateFilter();
        return _reader.StreamAsync(query, cancellationToken);
    }

    public ValueTask<long> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => LogPurge.DeleteAllAsync(log.Database, before.UtcTicks, cancellationToken);
}

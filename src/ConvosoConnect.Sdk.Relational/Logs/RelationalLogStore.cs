using ConvosoConnect.Sdk.Logs;
using ConvosoConnect.Sdk.Relational.Databases;
using ConvosoConnect.Sdk.Relational.Logs.Reading;
using ConvosoConnect.Sdk.Relational.Logs.Retention;
using ConvosoConnect.Sdk.Relational.Logs.Writing;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Relational.Logs;

/// <summary>The log in a database: written by a <see cref="LogWriter"/>, read by a <see cref="LogReader"/> from the newest entry on, emptied by <see cref="LogPurge"/>.</summary>
internal sealed class RelationalLogStore(LogDatabase log, LogWriter writer, IOptionsMonitor<ConvosoConnectOptions> options)
    : IConnectLogStore, IConnectLogRetention, IConnectLogStatistics
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
        return _reader.QueryAsync(InZone(query), cancellationToken);
    }

    public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.ValidateFilter();
        return _reader.StreamAsync(InZone(query), cancellationToken);
    }

    public ValueTask<long> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => LogPurge.DeleteOlderAsync(log.Database, before.UtcTicks, cancellationToken);

    public ValueTask<long> EraseLeadAsync(string leadId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(leadId);
        return LogPurge.EraseLeadAsync(log.Database, leadId, cancellationToken);
    }

    public IAsyncEnumerable<ConnectLogHour> ReadAsync(DateTimeOffset from, DateTimeOffset until, string? endpointId = null, CancellationToken cancellationToken = default) =>
        LogStatistics.ReadAsync(log.Database, from, until, endpointId, cancellationToken);

    private ConnectLogQuery InZone(ConnectLogQuery query) =>
        query.TimeZone is null && (query.From is not null || query.To is not null) ? query with { TimeZone = options.CurrentValue.GetLogTimeZone() } : query;
}

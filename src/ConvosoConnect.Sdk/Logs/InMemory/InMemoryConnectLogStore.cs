using System.Runtime.CompilerServices;

namespace ConvosoConnect.Sdk.Logs.InMemory;

/// <summary>The newest entries, in memory.</summary>
/// <param name="capacity">How many entries it keeps.</param>
/// <param name="mostBytes">How many bytes these may take.</param>
/// <param name="zone">The zone of the days of a query that names none; null for Pacific time.</param>
internal sealed class InMemoryConnectLogStore(int capacity, long mostBytes = long.MaxValue, Func<TimeZoneInfo>? zone = null)
    : IConnectLogStore, IConnectLogRetention, IConnectLogStatistics
{
    private readonly LogRing _ring = new(capacity, mostBytes);

    /// <summary>How many bytes the entries take.</summary>
    public long HeldBytes => _ring.HeldBytes;

    public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<long>(cancellationToken) : ValueTask.FromResult(_ring.Add(entry));
    }

    public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<ConnectLogEntry?>(cancellationToken) : ValueTask.FromResult(_ring.Get(id));

    public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Validate();
        var entries = new List<ConnectLogEntry>();
        long total = 0;
        foreach ((LogSegment segment, long id) in _ring.Find(FilterOf(query), cancellationToken))
        {
            if (id != LogRing.Pause && ++total > query.Skip && entries.Count < query.PageSize)
            {
                entries.Add(segment.Read(id));
            }
        }

        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<ConnectLogPage>(cancellationToken)
            : ValueTask.FromResult(ConnectLogPage.Create(entries, total));
    }

    public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.ValidateFilter();
        return Enumerate(FilterOf(query), cancellationToken);
    }

    public ValueTask<long> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default) =>
        Delete(new LogFilter(new()), entry => entry.Timestamp < before, cancellationToken);

    public ValueTask<long> EraseLeadAsync(string leadId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(leadId);
        return Delete(new LogFilter(new() { LeadId = leadId }), _ => true, cancellationToken);
    }

    public async IAsyncEnumerable<ConnectLogHour> ReadAsync(
        DateTimeOffset from, DateTimeOffset until, string? endpointId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var hours = new LogHours(from, until);
        foreach ((LogSegment segment, long id) in _ring.Find(new LogFilter(new() { EndpointId = endpointId, Direction = ConnectLogDirection.Out }), cancellationToken))
        {
            if (id == LogRing.Pause)
            {
                await Task.Yield();
            }
            else
            {
                hours.Add(segment.ReadForFilter(id));
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        foreach (ConnectLogHour hour in hours.NewestFirst)
        {
            yield return hour;
        }
    }

    private LogFilter FilterOf(ConnectLogQuery query) =>
        new(query.TimeZone is null && zone is not null && (query.From is not null || query.To is not null) ? query with { TimeZone = zone() } : query);

    private ValueTask<long> Delete(LogFilter filter, Func<ConnectLogEntry, bool> isGone, CancellationToken cancellationToken)
    {
        var ids = new HashSet<long>();
        foreach ((LogSegment segment, long id) in _ring.Find(filter, cancellationToken))
        {
            if (id != LogRing.Pause && isGone(segment.ReadForFilter(id)))
            {
                ids.Add(id);
            }
        }

        return cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<long>(cancellationToken) : ValueTask.FromResult(_ring.Remove(ids));
    }

    private async IAsyncEnumerable<ConnectLogEntry> Enumerate(LogFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach ((LogSegment segment, long id) in _ring.Find(filter, cancellationToken))
        {
            if (id == LogRing.Pause)
            {
                // A search that finds little would otherwise keep the caller's thread for the whole log.
                await Task.Yield();
            }
            else
            {
                yield return segment.Read(id);
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}

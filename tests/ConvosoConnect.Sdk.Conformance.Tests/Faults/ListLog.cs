using System.Runtime.CompilerServices;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>The simplest log store with retention and statistics. Its content is whoever's list it is, and so can outlive it.</summary>
internal sealed class ListLog(List<ConnectLogEntry> entries) : IConnectLogStore, IConnectLogRetention, IConnectLogStatistics
{
    private long _lastId = entries.Count == 0 ? 0 : entries[^1].Id;

    /// <summary>Which entries a purge deletes.</summary>
    public Func<ConnectLogEntry, DateTimeOffset, bool> IsOlder { get; init; } = (entry, before) => entry.Timestamp < before;

    /// <summary>How many of them it deletes at most.</summary>
    public int PurgeLimit { get; init; } = int.MaxValue;

    /// <summary>Whether ids go on from the last entry there is, as those of a table without a sequence do.</summary>
    public bool ReusesIds { get; init; }

    /// <summary>Which entries an erasure deletes.</summary>
    public Func<ConnectLogEntry, string, bool> IsOfLead { get; init; } = (entry, leadId) => entry.LeadId == leadId;

    /// <summary>How many of them it deletes at most.</summary>
    public int EraseLimit { get; init; } = int.MaxValue;

    /// <summary>What is left of one of them; null for nothing.</summary>
    public Func<ConnectLogEntry, ConnectLogEntry?> Leaves { get; init; } = _ => null;

    /// <summary>Whether the empty id is a lead like others.</summary>
    public bool TakesEmptyLead { get; init; }

    /// <summary>Whether erasure and statistics look at their token.</summary>
    public bool IsDeaf { get; init; }

    /// <summary>Which entries count as sends.</summary>
    public Func<ConnectLogEntry, bool> IsSend { get; init; } = entry => entry.Direction == ConnectLogDirection.Out;

    /// <summary>Which of them count as failures.</summary>
    public Func<ConnectLogEntry, bool> IsFailure { get; init; } = entry => entry.ErrorKind is not null;

    /// <summary>What orders the entries of an hour, of which the highest is the last.</summary>
    public Func<ConnectLogEntry, long> Order { get; init; } = entry => entry.Id;

    /// <summary>The first instant of an entry's hour.</summary>
    public Func<DateTimeOffset, DateTimeOffset> HourOf { get; init; } = instant => new(instant.UtcTicks / TimeSpan.TicksPerHour * TimeSpan.TicksPerHour, TimeSpan.Zero);

    /// <summary>Which hours a range has.</summary>
    public Func<DateTimeOffset, DateTimeOffset, DateTimeOffset, bool> IsWithin { get; init; } = (hour, from, until) => hour >= from && hour < until;

    /// <summary>Which endpoints are asked for.</summary>
    public Func<string, string, bool> IsEndpoint { get; init; } = (id, asked) => id == asked;

    /// <summary>Puts the hours into their order.</summary>
    public Func<IEnumerable<ConnectLogHour>, IEnumerable<ConnectLogHour>> Sort { get; init; } = hours => hours.OrderByDescending(h => h.Hour);

    /// <summary>The entries that statistics count; null for those there are.</summary>
    public List<ConnectLogEntry>? Counted { get; init; }

    public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default)
    {
        lock (entries)
        {
            _lastId = (ReusesIds ? entries.Count == 0 ? 0 : entries[^1].Id : _lastId) + 1;
            entries.Add(entry with { Id = _lastId });
            Counted?.Add(entries[^1]);
            return new(_lastId);
        }
    }

    public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default)
    {
        lock (entries)
        {
            return new(entries.Find(e => e.Id == id));
        }
    }

    public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default)
    {
        ConnectLogEntry[] found = NewestFirst(query);
        return new(ConnectLogPage.Create([.. found.Skip((int)query.Skip).Take(query.PageSize)], found.Length));
    }

    public async IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        foreach (ConnectLogEntry entry in NewestFirst(query))
        {
            yield return entry;
        }
    }

    public ValueTask<long> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (entries)
        {
            HashSet<long> old = [.. entries.Where(e => IsOlder(e, before)).Take(PurgeLimit).Select(e => e.Id)];
            return new(entries.RemoveAll(e => old.Contains(e.Id)));
        }
    }

    public ValueTask<long> EraseLeadAsync(string leadId, CancellationToken cancellationToken = default)
    {
        if (!IsDeaf)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        ArgumentNullException.ThrowIfNull(leadId);
        if (leadId.Length == 0 && !TakesEmptyLead)
        {
            throw new ArgumentException("There is no lead without an id.", nameof(leadId));
        }

        lock (entries)
        {
            HashSet<long> gone = [.. entries.Where(e => IsOfLead(e, leadId)).Take(EraseLimit).Select(e => e.Id)];
            ConnectLogEntry[] left = [.. entries.Select(e => gone.Contains(e.Id) ? Leaves(e) : e).OfType<ConnectLogEntry>()];
            entries.Clear();
            entries.AddRange(left);
            return new(gone.Count);
        }
    }

    public async IAsyncEnumerable<ConnectLogHour> ReadAsync(
        DateTimeOffset from, DateTimeOffset until, string? endpointId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        if (!IsDeaf)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        IEnumerable<ConnectLogHour> hours = (Counted ?? entries).Where(e => IsSend(e) && (endpointId is null || IsEndpoint(e.EndpointId, endpointId)))
            .GroupBy(e => (e.EndpointId, Hour: HourOf(e.Timestamp))).Where(g => IsWithin(g.Key.Hour, from, until))
            .Select(g => (g.Key, Sends: g.Count(), Failures: g.Count(IsFailure), Last: g.MaxBy(Order)!))
            .Select(h => new ConnectLogHour
            {
                EndpointId = h.Key.EndpointId,
                Hour = h.Key.Hour,
                Sends = h.Sends,
                Failures = h.Failures,
                LastId = h.Last.Id,
                LastResult = h.Last.Result,
                LastStatusCode = h.Last.StatusCode,
                LastErrorKind = h.Last.ErrorKind,
            });
        foreach (ConnectLogHour hour in Sort(hours))
        {
            yield return hour;
        }
    }

    private ConnectLogEntry[] NewestFirst(ConnectLogQuery query)
    {
        lock (entries)
        {
            return [.. entries.Where(query.Matches).Reverse()];
        }
    }
}

using System.Runtime.CompilerServices;
using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Conformance.Tests.Faults;

/// <summary>The simplest log store with retention. Its content is whoever's list it is, and so can outlive it.</summary>
internal sealed class ListLog(List<ConnectLogEntry> entries) : IConnectLogStore, IConnectLogRetention
{
    private long _lastId = entries.Count == 0 ? 0 : entries[^1].Id;

    /// <summary>Which entries a purge deletes.</summary>
    public Func<ConnectLogEntry, DateTimeOffset, bool> IsOlder { get; init; } = (entry, before) => entry.Timestamp < before;

    /// <summary>How many of them it deletes at most.</summary>
    public int PurgeLimit { get; init; } = int.MaxValue;

    /// <summary>Whether ids go on from the last entry there is, as those of a table without a sequence do.</summary>
    public bool ReusesIds { get; init; }

    public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default)
    {
        lock (entries)
        {
            _lastId = ReusesIds && entries.Count == 0 ? 1 : _lastId + 1;
            entries.Add(entry with { Id = _lastId });
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

    private ConnectLogEntry[] NewestFirst(ConnectLogQuery query)
    {
        lock (entries)
        {
            return [.. entries.Where(query.Matches).Reverse()];
        }
    }
}

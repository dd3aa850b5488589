using System.Runtime.CompilerServices;

namespace ConvosoConnect.Sdk.Logs;

/// <summary>
/// The newest entries, in memory. They stand in segments that are written once from front to back and dropped as a whole, so a reader needs
/// the lock only to copy the list of segments: what it then reads neither changes under it nor keeps writers waiting. A segment is a
/// sixteenth of the capacity at most; by so many the entries still held may exceed it, though no reader sees them.
/// </summary>
internal sealed class InMemoryConnectLogStore : IConnectLogStore
{
    private const int LongestSegment = 4096;

    private readonly Lock _gate = new();
    private readonly List<ConnectLogEntry[]> _segments = [];
    private readonly int _capacity;
    private readonly int _segmentLength;
    private long _dropped;
    private long _lastId;

    public InMemoryConnectLogStore(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
        _segmentLength = Math.Clamp(capacity / 16, 1, LongestSegment);
    }

    public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<long>(cancellationToken);
        }

        // The lists are the caller's, who may change them later; the engine's own headers never change.
        ConnectInputData? input = entry.InputData is { Headers: not HeaderList } given ? given with { Headers = [.. given.Headers] } : entry.InputData;
        IReadOnlyList<ConnectAttempt> attempts = entry.Attempts.Count == 0 ? [] : [.. entry.Attempts];
        lock (_gate)
        {
            ConnectLogEntry added = entry with { Id = _lastId + 1, InputData = input, Attempts = attempts };
            int slot = (int)(_lastId % _segmentLength);
            if (slot == 0)
            {
                _segments.Add(new ConnectLogEntry[_segmentLength]);
            }

            _segments[^1][slot] = added;
            _lastId = added.Id;
            if (_lastId - _capacity - _dropped >= _segmentLength)
            {
                _segments.RemoveAt(0);
                _dropped += _segmentLength;
            }

            return ValueTask.FromResult(added.Id);
        }
    }

    public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ConnectLogEntry?>(cancellationToken);
        }

        lock (_gate)
        {
            return ValueTask.FromResult(id < FirstId || id > _lastId ? null : At(_segments, _dropped, id));
        }
    }

    public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Validate();
        var filter = new LogFilter(query);
        var entries = new List<ConnectLogEntry>();
        long total = 0;
        Snapshot all = Read();
        for (long id = all.LastId; id >= all.FirstId; id--)
        {
            if (id % LongestSegment == 0 && cancellationToken.IsCancellationRequested)
            {
                break;
            }

            ConnectLogEntry entry = At(all.Segments, all.Dropped, id);
            if (filter.Keeps(entry) && ++total > query.Skip && entries.Count < query.PageSize)
            {
                entries.Add(entry);
            }
        }

        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<ConnectLogPage>(cancellationToken)
            : ValueTask.FromResult(new ConnectLogPage(entries, total));
    }

    public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.ValidateFilter();
        return Enumerate(new LogFilter(query), cancellationToken);
    }

    private async IAsyncEnumerable<ConnectLogEntry> Enumerate(LogFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Snapshot all = Read();
        for (long id = all.LastId; id >= all.FirstId; id--)
        {
            if (id % LongestSegment == 0)
            {
                // A search that finds little would otherwise keep the caller's thread for the whole log.
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
            }

            ConnectLogEntry entry = At(all.Segments, all.Dropped, id);
            if (filter.Keeps(entry))
            {
                yield return entry;
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private long FirstId => Math.Max(1, _lastId - _capacity + 1);

    private Snapshot Read()
    {
        lock (_gate)
        {
            return new Snapshot(_segments.ToArray(), _dropped, FirstId, _lastId);
        }
    }

    private ConnectLogEntry At(IReadOnlyList<ConnectLogEntry[]> segments, long dropped, long id)
    {
        long position = id - 1 - dropped;
        return segments[(int)(position / _segmentLength)][(int)(position % _segmentLength)];
    }

    private readonly record struct Snapshot(ConnectLogEntry[][] Segments, long Dropped, long FirstId, long LastId);
}

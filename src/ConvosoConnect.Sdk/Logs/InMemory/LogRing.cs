namespace ConvosoConnect.Sdk.Logs.InMemory;

/// <summary>
/// Keeps the newest entries in memory. Entries are packed into segments (see <see cref="PackedEntry"/>), and a segment is dropped as a whole. A reader needs the lock only to copy
/// the list of segments: their entries do not change, and writers do not wait for readers. It may hold up to one segment (at most a sixteenth of the capacity) more entries
/// than its capacity, but no reader sees those. It holds more bytes than its limit only while a single entry is larger than the limit.
/// </summary>
internal sealed class LogRing
{
    /// <summary>The id that <see cref="Find"/> gives when it has run for a while, so that the caller can pause.</summary>
    public const long Pause = 0;

    private const int LongestSegment = 512;
    private const int LongestRun = 4096;
    private const int LargestSegment = 64 * 1024;
    private const int TypicalEntry = 2048;
    private const int LeastEntry = 128;
    private const int LargestScratch = 64 * 1024;

    // Each thread packs its entry into an array of its own before it takes the lock.
    [ThreadStatic]
    private static byte[]? _scratch;

    private readonly Lock _gate = new();

    // The first _gone segments are dropped and null. They are removed together, because each removal moves all other segments.
    private readonly List<LogSegment?> _segments = [];
    private readonly int _capacity;
    private readonly long _mostBytes;
    private readonly int _slots;
    private readonly int _size;
    private byte[]? _spare;
    private int _gone;
    private int _readers;
    private long _lastId;
    private long _held;

    /// <summary>Creates an empty ring.</summary>
    /// <param name="capacity">How many entries it keeps.</param>
    /// <param name="mostBytes">How many bytes these may take.</param>
    public LogRing(int capacity, long mostBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostBytes, 1);
        (_capacity, _mostBytes) = (capacity, mostBytes);
        _slots = Math.Clamp(capacity / 16, 1, LongestSegment);

        // Segments are dropped as a whole, so they are small when the limit is small.
        _size = (int)Math.Clamp(mostBytes / 16, 1, Math.Min(_slots * TypicalEntry, LargestSegment));
        _slots = Math.Clamp(_size / LeastEntry, 1, _slots);
    }

    /// <summary>How many bytes the entries take.</summary>
    public long HeldBytes
    {
        get
        {
            lock (_gate)
            {
                return _held;
            }
        }
    }

    /// <summary>Adds an entry and gives its id.</summary>
    public long Add(ConnectLogEntry entry)
    {
        var writer = new EntryWriter(_scratch ?? new byte[TypicalEntry]);
        SharedHeaders? headers = PackedEntry.Write(entry, ref writer);
        _scratch = writer.Buffer.Length <= LargestScratch ? writer.Buffer : null;
        ReadOnlySpan<byte> packed = writer.Buffer.AsSpan(0, writer.Length);
        lock (_gate)
        {
            if (_segments.Count == 0 || !TryAdd(_segments[^1]!, packed, headers))
            {
                // An entry that is larger than a segment has one of its own.
                var added = new LogSegment(_lastId + 1, packed.Length > _size ? 1 : _slots, Room(packed.Length));
                _held += added.Size;
                TryAdd(added, packed, headers);
                _segments.Add(added);
            }

            _lastId++;
            while (_gone < _segments.Count - 1 && (_held > _mostBytes || _segments[_gone]!.LastId < FirstId))
            {
                DropFirst();
            }

            return _lastId;
        }
    }

    /// <summary>Reads an entry; null where there is none.</summary>
    public ConnectLogEntry? Get(long id)
    {
        lock (_gate)
        {
            return id < FirstId || id > _lastId || SegmentOf(id) is not { } segment || !segment.Has(id) ? null : segment.Read(id);
        }
    }

    /// <summary>What a filter keeps of the entries that are there now, newest first, and a pause now and then; ends early when it is cancelled.</summary>
    public IEnumerable<(LogSegment Segment, long Id)> Find(LogFilter filter, CancellationToken cancellationToken)
    {
        (LogSegment[] segments, long first, long last) = Open();
        try
        {
            for (int i = segments.Length - 1; i >= 0; i--)
            {
                LogSegment segment = segments[i];
                for (; last >= segment.FirstId && last >= first; last--)
                {
                    if (last % LongestRun == 0)
                    {
                        if (cancellationToken.IsCancellationRequested)
                        {
                            yield break;
                        }

                        yield return (segment, Pause);
                    }

                    if (filter.KeepsId(last) && segment.Has(last) && (filter.IsByIdOnly || filter.Keeps(segment.ReadForFilter(last))))
                    {
                        yield return (segment, last);
                    }
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
        }
    }

    /// <summary>Takes entries out and counts them. Their bytes go with the arrays that held them, once nobody reads those.</summary>
    public long Remove(HashSet<long> ids)
    {
        lock (_gate)
        {
            ids.RemoveWhere(id => id < FirstId || !SegmentOf(id).Has(id));
            HashSet<LogSegment> changed = [.. ids.Select(SegmentOf)];
            for (int at = _gone; at < _segments.Count; at++)
            {
                LogSegment segment = _segments[at]!;
                if (changed.Contains(segment))
                {
                    _segments[at] = segment.Without(ids);
                    if (Volatile.Read(ref _readers) == 0)
                    {
                        Array.Clear(segment.Bytes);
                    }
                }
            }

            // An array that waits to be used again still holds the entries that were dropped with it.
            _spare = null;
            return ids.Count;
        }
    }

    private long FirstId => Math.Max(_segments.Count == 0 ? 1 : _segments[_gone]!.FirstId, _lastId - _capacity + 1);

    private bool TryAdd(LogSegment segment, ReadOnlySpan<byte> packed, SharedHeaders? headers)
    {
        long before = segment.Size;
        bool isAdded = segment.TryAdd(packed, headers);
        _held += segment.Size - before;
        return isAdded;
    }

    private (LogSegment[] Segments, long FirstId, long LastId) Open()
    {
        lock (_gate)
        {
            Interlocked.Increment(ref _readers);
            return ([.. _segments.Skip(_gone).Select(s => s!)], FirstId, _lastId);
        }
    }

    private LogSegment SegmentOf(long id)
    {
        (int low, int high) = (_gone, _segments.Count - 1);
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _segments[middle]!.FirstId <= id ? (middle, high) : (low, middle - 1);
        }

        return _segments[low]!;
    }

    /// <summary>The array of a segment: one that was dropped, where it fits.</summary>
    private byte[] Room(int least)
    {
        byte[]? spare = _spare;
        if (least > _size || spare is null)
        {
            return GC.AllocateUninitializedArray<byte>(Math.Max(least, _size));
        }

        _spare = null;
        return spare;
    }

    private void DropFirst()
    {
        LogSegment segment = _segments[_gone]!;
        _held -= segment.Size;
        _segments[_gone++] = null;
        if (_gone > _segments.Count / 2)
        {
            _segments.RemoveRange(0, _gone);
            _gone = 0;
        }

        // Not while somebody may read it; who comes later does not see it any more.
        if (segment.Bytes.Length == _size && Volatile.Read(ref _readers) == 0)
        {
            _spare = segment.Bytes;
        }
    }
}

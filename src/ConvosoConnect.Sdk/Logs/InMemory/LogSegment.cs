namespace ConvosoConnect.Sdk.Logs.InMemory;

/// <summary>
/// A run of consecutive entries, packed into one array. One writer at a time appends to it, and bytes that were written never change, so reading an entry that was already added
/// needs no lock.
/// </summary>
internal sealed class LogSegment(long firstId, int slots, byte[] bytes)
{
    private readonly int[] _ends = new int[slots];
    private readonly SharedHeaders?[] _headers = new SharedHeaders?[slots];
    private int _count;
    private long _kept;

    public byte[] Bytes => bytes;

    /// <summary>How many bytes the segment takes: its arrays, and the shared headers kept beside them. Consecutive entries with the same headers count them once.</summary>
    public long Size => bytes.Length + (slots * (sizeof(int) + 8L)) + _kept;

    public long FirstId => firstId;

    public long LastId => firstId + _count - 1;

    /// <summary>Adds the next entry; false when the segment has no room for it.</summary>
    public bool TryAdd(ReadOnlySpan<byte> entry, SharedHeaders? headers)
    {
        int start = _count == 0 ? 0 : _ends[_count - 1];
        if (_count == slots || bytes.Length - start < entry.Length)
        {
            return false;
        }

        long kept = headers is null || (_count > 0 && ReferenceEquals(headers, _headers[_count - 1])) ? 0 : headers.Size;
        if (_count > 0 && _kept + kept > bytes.Length)
        {
            return false;
        }

        _kept += kept;
        entry.CopyTo(bytes.AsSpan(start));
        _ends[_count] = start + entry.Length;
        _headers[_count++] = headers;
        return true;
    }

    /// <summary>The same without some entries, whose bytes it does not have; their ids stay free.</summary>
    public LogSegment Without(HashSet<long> ids)
    {
        var left = new LogSegment(firstId, slots, GC.AllocateUninitializedArray<byte>(bytes.Length)) { _count = _count, _kept = _kept };
        for (int at = 0, length = 0; at < _count; at++)
        {
            if (!ids.Contains(firstId + at))
            {
                ReadOnlySpan<byte> entry = BytesOf(firstId + at);
                entry.CopyTo(left.Bytes.AsSpan(length));
                length += entry.Length;
                left._headers[at] = _headers[at];
            }

            left._ends[at] = length;
        }

        return left;
    }

    /// <summary>Whether the entry is there: it may have been deleted by itself.</summary>
    public bool Has(long id) => !BytesOf(id).IsEmpty;

    /// <summary>The whole entry.</summary>
    public ConnectLogEntry Read(long id) => PackedEntry.Read(id, BytesOf(id), _headers[id - firstId]);

    /// <summary>The members that a filter looks at.</summary>
    public ConnectLogEntry ReadForFilter(long id) => PackedEntry.ReadForFilter(id, BytesOf(id));

    private ReadOnlySpan<byte> BytesOf(long id)
    {
        int at = (int)(id - firstId);
        int start = at == 0 ? 0 : _ends[at - 1];
        return bytes.AsSpan(start, _ends[at] - start);
    }
}

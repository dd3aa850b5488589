using System.Runtime.CompilerServices;
using ConvosoConnect.Sdk;
using Microsoft.Win32.SafeHandles;

namespace CustomStore;

/// <summary>
/// The log in a file of JSON lines that only grows, one entry a line. In memory stands what a query looks at, and where each line is; the rest is read
/// when it is shown. An entry is with the operating system when Append completes: it outlives the process, not the machine's power.
/// </summary>
public sealed class JsonLogStore : IConnectLogStore, IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SafeFileHandle _file;
    private readonly List<Row> _rows = [];
    private long _length;
    private long _lastId;

    public JsonLogStore(JsonFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string path = folder.File("log.jsonl");
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, FileOptions.Asynchronous);
        foreach ((ConnectLogEntry entry, int length) in JsonLines.Read(path))
        {
            Add(entry, length);
        }

        // What follows the last whole line broke off in a crash; no Append of it completed.
        RandomAccess.SetLength(_file, _length);
    }

    public async ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            ConnectLogEntry added = entry with { Id = _lastId + 1 };
            byte[] line = JsonLines.Line(added);

            // Not cancelled any more: half a line would be taken for the end of the log.
            await RandomAccess.WriteAsync(_file, line, _length, CancellationToken.None);
            Add(added, line.Length);
            return added.Id;
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Row? row;
        lock (_rows)
        {
            int at = _rows.BinarySearch(new Row(id, null, 0, 0));
            row = at < 0 ? null : _rows[at];
        }

        return row is null ? null : await JsonLines.ReadAsync(_file, row.Offset, row.Length, cancellationToken);
    }

    public async ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Validate();
        cancellationToken.ThrowIfCancellationRequested();
        var page = new List<ConnectLogEntry>();
        long total = 0;
        foreach (Row row in NewestFirst(query))
        {
            if (++total > query.Skip && page.Count < query.PageSize)
            {
                page.Add(await JsonLines.ReadAsync(_file, row.Offset, row.Length, cancellationToken));
            }
        }

        return ConnectLogPage.Create(page, total);
    }

    public IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.ValidateFilter();
        return ReadAllAsync(query, cancellationToken);
    }

    public void Dispose()
    {
        _file.Dispose();
        _writing.Dispose();
    }

    private async IAsyncEnumerable<ConnectLogEntry> ReadAllAsync(ConnectLogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (Row row in NewestFirst(query))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await JsonLines.ReadAsync(_file, row.Offset, row.Length, cancellationToken);
        }
    }

    /// <summary>The rows of a query as they are now; <see cref="ConnectLogQuery.Matches"/> says what it keeps.</summary>
    private IEnumerable<Row> NewestFirst(ConnectLogQuery query)
    {
        Row[] rows;
        lock (_rows)
        {
            rows = [.. _rows];
        }

        return rows.Reverse().Where(row => query.Matches(row.Slim!));
    }

    private void Add(ConnectLogEntry entry, int length)
    {
        lock (_rows)
        {
            // Without what no query looks at.
            _rows.Add(new(entry.Id, entry with { InputData = null, ResponseBody = null, ErrorMessage = null, Attempts = [] }, _length, length));
        }

        _length += length;
        _lastId = entry.Id;
    }

    private sealed record Row(long Id, ConnectLogEntry? Slim, long Offset, int Length) : IComparable<Row>
    {
        public int CompareTo(Row? other) => Id.CompareTo(other?.Id);
    }
}

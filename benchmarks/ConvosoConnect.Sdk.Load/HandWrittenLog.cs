using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;

namespace ConvosoConnect.Sdk.Load;

/// <summary>
/// A log as somebody writes it by hand who wants it durable and quick: senders queue their entries, and one writer puts all that wait into one transaction. It is written to and
/// never read: it serves no page, keeps no counts and deletes nothing.
/// </summary>
internal abstract class HandWrittenLog : IConnectLogStore, IAsyncDisposable
{
    private const int MostRows = 512;

    private readonly Channel<Row> _queue = Channel.CreateBounded<Row>(new BoundedChannelOptions(4096) { SingleReader = true });
    private Task? _writing;

    /// <summary>Adds the rows in one transaction that is flushed to the disk.</summary>
    /// <returns>The id of the first.</returns>
    protected abstract ValueTask<long> WriteAsync(IReadOnlyList<Row> rows);

    protected void Start(bool hasThread) => _writing = hasThread
        ? Task.Factory.StartNew(() => WriteAllAsync().GetAwaiter().GetResult(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
        : Task.Run(WriteAllAsync);

    public async ValueTask<long> AppendAsync(HandWrittenEntry entry)
    {
        var row = new Row(entry, JsonSerializer.SerializeToUtf8Bytes(entry, HandWrittenJson.Default.HandWrittenEntry));
        await _queue.Writer.WriteAsync(row).ConfigureAwait(false);
        return await row.Written.Task.ConfigureAwait(false);
    }

    /// <summary>The engine's entry, so that the engine can be measured with this log as well.</summary>
    public ValueTask<long> AppendAsync(ConnectLogEntry entry, CancellationToken cancellationToken = default) => AppendAsync(new HandWrittenEntry(
        entry.Timestamp, entry.EndpointId, entry.Origin, entry.LeadId, entry.PrimaryPhone, entry.Result ?? "", entry.InputData?.Url ?? "", entry.InputData?.Headers ?? [],
        entry.InputData?.Body ?? "", entry.ResponseBody ?? "", entry.StatusCode ?? 0, entry.Duration));

    public ValueTask<ConnectLogEntry?> GetAsync(long id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<ConnectLogPage> QueryAsync(ConnectLogQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public async IAsyncEnumerable<ConnectLogEntry> StreamAsync(ConnectLogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.FromException(new NotSupportedException());
        yield break;
    }

    public virtual async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await (_writing ?? Task.CompletedTask);
    }

    private async Task WriteAllAsync()
    {
        var rows = new List<Row>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            rows.Clear();
            while (rows.Count < MostRows && _queue.Reader.TryRead(out Row? row))
            {
                rows.Add(row);
            }

            try
            {
                long id = await WriteAsync(rows);
                rows.ForEach(row => row.Written.SetResult(id++));
            }
#pragma warning disable CA1031 // Whoever waits is told.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                rows.ForEach(row => row.Written.SetException(exception));
            }
        }
    }

    protected sealed record Row(HandWrittenEntry Entry, byte[] Document)
    {
        public TaskCompletionSource<long> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>What the hand-written logs keep of a send; all of it stands in the document.</summary>
internal sealed record HandWrittenEntry(
    DateTimeOffset At, string Endpoint, string Origin, string LeadId, string Phone, string Result, string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, string Body,
    string Response, int Status, TimeSpan Took);

[JsonSerializable(typeof(HandWrittenEntry))]
internal sealed partial class HandWrittenJson : JsonSerializerContext;

using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>A log entry on its way into the database: the columns that are searched, the document, and whoever waits for its id.</summary>
internal sealed class LogRow(ConnectLogEntry entry)
{
    // Continuations must not run on the writer's thread.
    private readonly TaskCompletionSource<long> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Ticks { get; } = entry.Timestamp.UtcTicks;

    /// <summary>The Pacific day that the entry belongs to, as the number of its date.</summary>
    public int Day { get; } = LogDays.Of(entry.Timestamp);

    public string EndpointId { get; } = SearchText.Key(entry.EndpointId);

    public string Origin { get; } = SearchText.Key(entry.Origin);

    public string Phone { get; } = ConnectLogQuery.PhoneDigits(entry.PrimaryPhone);

    public string Result { get; } = SearchText.Fold(entry.Result ?? "");

    /// <summary>The words under which phone and result are found.</summary>
    public string Words { get; } = SearchWords.Of(ConnectLogQuery.PhoneDigits(entry.PrimaryPhone), SearchText.Fold(entry.Result ?? ""));

    public byte[] Document { get; } = LogDocument.Write(entry);

    public Task<long> Written => _written.Task;

    public long Id { get; set; }

    public void Complete() => _written.TrySetResult(Id);

    public void Fail(Exception exception) => _written.TrySetException(exception);
}

namespace ConvosoConnect.Sdk.Relational;

/// <summary>A log entry on its way into the database: the columns that are searched, the document, and whoever waits for its id.</summary>
internal sealed class LogRow
{
    // Continuations must not run on the writer's thread.
    private readonly TaskCompletionSource<long> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes the row.</summary>
    /// <param name="entry">The entry; all of it stands in the document.</param>
    /// <param name="searched">How many characters of phone and result are searched: a longer text would cost every other entry its time in the index.</param>
    public LogRow(ConnectLogEntry entry, int searched)
    {
        Ticks = entry.Timestamp.UtcTicks;
        Day = LogDays.Of(entry.Timestamp);
        EndpointId = SearchText.Key(entry.EndpointId);
        Origin = SearchText.Key(entry.Origin);
        Phone = SearchText.Beginning(ConnectLogQuery.PhoneDigits(entry.PrimaryPhone), searched);
        Result = SearchText.Fold(SearchText.Beginning(entry.Result ?? "", searched));
        Words = SearchWords.Of(Phone, Result);
        Document = LogDocument.Write(entry);
    }

    public long Ticks { get; }

    /// <summary>The Pacific day that the entry belongs to, as the number of its date.</summary>
    public int Day { get; }

    public string EndpointId { get; }

    public string Origin { get; }

    public string Phone { get; }

    public string Result { get; }

    /// <summary>The words under which phone and result are found.</summary>
    public string Words { get; }

    public byte[] Document { get; }

    /// <summary>How much work it is to write the row, in bytes of its document: a byte of words, which an index sorts in, costs many times one that is only stored.</summary>
    public int Work => Document.Length + (16 * Words.Length);

    public Task<long> Written => _written.Task;

    public long Id { get; set; }

    public void Complete() => _written.TrySetResult(Id);

    public void Fail(Exception exception)
    {
        _written.TrySetException(exception);

        // Whoever waited may have gone, because its time was up: nobody else would see the exception.
        _ = _written.Task.Exception;
    }
}

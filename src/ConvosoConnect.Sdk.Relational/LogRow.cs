using ConvosoConnect.Sdk.Relational.Databases;
using ConvosoConnect.Sdk.Relational.Logs;
using ConvosoConnect.Sdk.Relational.Logs.Search;

namespace ConvosoConnect.Sdk.Relational;

/// <summary>
/// A log entry on its way into the database: the columns that are searched, and the document that is the whole entry. No text holds a NUL or half of a surrogate pair.
/// </summary>
public sealed class LogRow
{
    // Continuations must not run on the writer's thread.
    private readonly TaskCompletionSource<long> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes the row.</summary>
    /// <param name="entry">The entry; all of it stands in the document.</param>
    /// <param name="searched">How many characters of phone and result are searched: longer texts would slow the index for all entries.</param>
    internal LogRow(ConnectLogEntry entry, int searched)
    {
        Ticks = entry.Timestamp.UtcTicks;
        EndpointId = StoredText.Key(entry.EndpointId);
        Origin = StoredText.Key(entry.Origin);
        Phone = StoredText.Beginning(ConnectLogQuery.PhoneDigits(entry.PrimaryPhone), searched);
        Result = StoredText.Fold(StoredText.Beginning(entry.Result ?? "", searched));
        LeadId = StoredText.Key(entry.LeadId);
        IdempotencyKey = StoredText.Key(entry.IdempotencyKey ?? "");
        Direction = (int)entry.Direction;
        Outcome = LogColumns.OutcomeOf(entry);
        StatusCode = entry.StatusCode ?? 0;
        ErrorKind = entry.ErrorKind?.ToString() ?? "";
        OriginKind = LogColumns.OriginKindOf(Origin) ?? "";
        Document = LogDocument.Write(entry);
    }

    /// <summary>The entry's id, which <see cref="RelationalDatabase.AppendAsync(System.Data.Common.DbConnection, IReadOnlyList{LogRow})"/> sets.</summary>
    public long Id { get; set; }

    /// <summary>The instant of the entry, in ticks of 100 nanoseconds, UTC; for the column <c>ticks</c>.</summary>
    public long Ticks { get; }

    /// <summary>The endpoint's id, at most 564 characters; for the column <c>endpoint_id</c>.</summary>
    public string EndpointId { get; }

    /// <summary>The origin, at most 564 characters; for the column <c>origin</c>.</summary>
    public string Origin { get; }

    /// <summary>The digits of the phone number that are searched; for the column <c>phone</c>.</summary>
    public string Phone { get; }

    /// <summary>The characters of the result that are searched, in upper case; for the column <c>result</c>.</summary>
    public string Result { get; }

    /// <summary>The lead's id, at most 564 characters; for the column <c>lead_id</c>.</summary>
    public string LeadId { get; }

    /// <summary>The idempotency key that the app gave, at most 564 characters, empty for none; for the column <c>idempotency_key</c>.</summary>
    public string IdempotencyKey { get; }

    /// <summary>0 for a send, 1 for an entry that was received; for the column <c>direction</c>.</summary>
    public int Direction { get; }

    /// <summary>0 for a success with a result; 1 is added for a failure and 2 where there is no result. For the column <c>outcome</c>.</summary>
    public int Outcome { get; }

    /// <summary>The HTTP status, 0 for none; for the column <c>status</c>.</summary>
    public int StatusCode { get; }

    /// <summary>The name of the error's kind, empty for a success; for the column <c>error_kind</c>.</summary>
    public string ErrorKind { get; }

    /// <summary>What stands before the first colon of <see cref="Origin"/>, such as <c>workflow</c>; empty where there is none. For the column <c>origin_kind</c>.</summary>
    public string OriginKind { get; }

    /// <summary>The whole entry as UTF-8 bytes; for the column <c>document</c> of <c>connect_log_documents</c>. Not to be changed.</summary>
    public byte[] Document { get; }

    /// <summary>How much work it is to write the row, in bytes of its document: a character that an index sorts in costs many times a byte that is only stored.</summary>
    internal int Work => Document.Length + (128 * (Phone.Length + Result.Length));

    internal Task<long> Written => _written.Task;

    /// <summary>
    /// Finds the words under which phone and result stand in an index of words, for a database that has no such index of its own: numbers, in no order.
    /// <see cref="LogCriteria.FindWords"/> gives those of a search.
    /// </summary>
    /// <returns>The words; a word that occurs twice is there twice.</returns>
    public int[] FindWords() => SearchWords.OfEntry(Phone, Result);

    internal void Complete() => _written.TrySetResult(Id);

    internal void Fail(Exception exception)
    {
        _written.TrySetException(exception);

        // Whoever waited may have gone, because its time was up: nobody else would see the exception.
        _ = _written.Task.Exception;
    }
}

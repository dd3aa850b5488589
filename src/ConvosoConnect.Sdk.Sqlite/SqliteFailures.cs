using ConvosoConnect.Sdk.Destinations.Dialling;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ConvosoConnect.Sdk.Sqlite;

/// <summary>Puts what SQLite says of a file that it cannot open, read or write into sentences that say what to do.</summary>
/// <param name="dataSource">What the file is called.</param>
/// <param name="asksReadOnly">Whether the app wants it opened for reading only.</param>
internal sealed class SqliteFailures(string dataSource, bool asksReadOnly)
{
    /// <summary>
    /// Whether the file, its write-ahead log and the index of that cannot be opened for want of file descriptors, which SQLite tells as if the file were at fault.
    /// </summary>
    public static bool LacksDescriptors => Descriptors.AreUsedUp(needed: 3);

    /// <summary>Whether rows wait in a write-ahead log beside the file.</summary>
    public bool HasLog => new FileInfo($"{dataSource}-wal") is { Exists: true, Length: > 0 };

    /// <summary>The sentence, with what SQLite said inside; null where the file is not at fault.</summary>
    public InvalidOperationException? Explain(SqliteException exception) =>
        Advice(exception.SqliteErrorCode) is { } advice ? new($"The SQLite file '{dataSource}' cannot be used: {exception.Message} {advice}", exception) : null;

    private string? Advice(int code) => code switch
    {
        raw.SQLITE_FULL =>
            "Its disk is full, or a quota is used up. What was written before is intact and can be read. Make room of 20 MB or more there, which a purge and an erasure need too; "
            + "then purge old entries, which gives more space back.",
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT =>
            "It is no SQLite database, or it is damaged. Where its disk was full before, make room and restart the app first. Else restore it from a copy, or name another file.",
        raw.SQLITE_CANTOPEN or raw.SQLITE_IOERR when LacksDescriptors => $"The cause is that {Descriptors.UsedUp}. {Descriptors.Advice}",
        raw.SQLITE_IOERR =>
            "Its disk failed to read or write, or a quota is used up. Look at the space that is left and at the system's log; a file on a network share belongs on a local disk.",
        raw.SQLITE_CANTOPEN when asksReadOnly && !File.Exists(dataSource) =>
            "It is to be opened read-only, so it must exist. Name another file, or let the app make it without Mode=ReadOnly.",
        raw.SQLITE_CANTOPEN when File.Exists(dataSource) && HasLog =>
            "Beside a read-only file there must be no '-wal', whose rows are not in the file yet. Let the app that wrote it close it, or let the folder be written.",
        raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM => "Its folder must exist, and the app must be allowed to write both the folder and the file.",
        _ => null,
    };
}

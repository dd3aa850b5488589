namespace ConvosoConnect.Sdk.Logs;

/// <summary>What a database store guarantees of a log entry when <c>AppendAsync</c>, and with it a send, has completed.</summary>
public enum LogDurability
{
    /// <summary>It is on the disk: it outlives the process, the machine's power and the database server.</summary>
    Disk,

    /// <summary>
    /// It is with the operating system (SQLite) or the server (PostgreSQL): it outlives the process, but the last moments may be lost when the machine or the
    /// server goes down. Nothing is ever corrupt.
    /// </summary>
    Process,
}

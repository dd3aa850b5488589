namespace ConvosoConnect.Sdk.Relational;

/// <summary>
/// Settings of the engine's database stores, whichever databases they are in. They come from the section <c>Storage</c> of the engine's configuration and from the code that
/// chooses the database, which goes before it. A bad value stops the host's start. They are read once: a reload does not change them.
/// </summary>
public sealed class RelationalStoreOptions
{
    /// <summary>
    /// The schema that the tables stand in, made when it is missing. Default <c>convoso_connect</c>; at most 63 lower-case letters, digits and underscores, no digit first (our
    /// decision). Apps that share a database without sharing data use one each. SQLite has no schemas and leaves it aside.
    /// </summary>
    public string Schema { get; set; } = "convoso_connect";

    /// <summary>After how many days log entries are deleted. Default null: never; from 1 to 36,500.</summary>
    public int? LogRetentionDays { get; set; }

    /// <summary>
    /// Whether each log entry is on the disk before its send completes. Default true: the entry outlives the process, the machine's power and the database server. False is
    /// quicker: the entry outlives the process, but the last moments may be lost when the machine (SQLite) or the server (PostgreSQL) goes down. Nothing is ever corrupt.
    /// </summary>
    public bool LogFlushesToDisk { get; set; } = true;

    /// <summary>How many log entries may wait to be written; further sends wait. Default 4,096; from 1 to 1,000,000.</summary>
    public int LogQueueCapacity { get; set; } = 4_096;
}

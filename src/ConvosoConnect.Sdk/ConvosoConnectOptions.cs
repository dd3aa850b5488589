using ConvosoConnect.Sdk.Logs;

namespace ConvosoConnect.Sdk;

/// <summary>Settings of the engine. Checked when the host starts; a bad value is refused with a sentence that names it.</summary>
public sealed class ConvosoConnectOptions
{
    /// <summary>The time for one send, from connecting to the last byte of the answer. Default 30 seconds; more than zero, at most one hour.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The part of it that connecting may take, TLS included. Default 10 seconds; more than zero.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether endpoints may use <c>http</c>. Default false: only <c>https</c>.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>The longest request body, or complete URL of a GET, in bytes. Default 16 MiB; a longer one is not sent.</summary>
    public int MaxRequestBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The longest answer in bytes after decompression. Default 1 MiB; the connection is closed when there is more.</summary>
    public int MaxResponseBytes { get; set; } = 1024 * 1024;

    /// <summary>The account's time zone, an IANA id: dates print in it, and dates without an offset are read in it. Default <c>America/Los_Angeles</c>.</summary>
    public string TimeZone { get; set; } = "America/Los_Angeles";

    /// <summary>What the date format <c>System Default</c> stands for: any other name of <see cref="Adaptors.DateFormats.All"/>. Default <c>Y-m-d H:i:s</c>.</summary>
    public string SystemDateFormat { get; set; } = "Y-m-d H:i:s";

    /// <summary>How many entries the in-memory log keeps; the oldest make room. Default 10,000; from 1 to 10,000,000.</summary>
    public int LogCapacity { get; set; } = 10_000;

    /// <summary>After how many days a database store deletes log entries. Default null: never; from 1 to 36,500.</summary>
    public int? LogRetentionDays { get; set; }

    /// <summary>What a database store guarantees of a log entry when a send has completed. Default: it is on the disk.</summary>
    public LogDurability LogDurability { get; set; } = LogDurability.Disk;

    /// <summary>How many log entries may wait for a database store to write them; further sends wait. Default 4,096; from 1 to 1,000,000.</summary>
    public int LogQueueCapacity { get; set; } = 4_096;

    /// <summary>How many characters of an answer a log entry keeps. Default 65,536.</summary>
    public int LogResponseLength { get; set; } = 65_536;

    /// <summary>How long a send waits for its log entry to be written. Default 10 seconds; more than zero.</summary>
    public TimeSpan LogTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether credentials are masked as <c>***</c> in logs and previews. Default true; turn it off only while looking for a fault.</summary>
    public bool MaskCredentials { get; set; } = true;

    /// <summary>For how many endpoints the compiled form is kept. Default 20,000; beyond it the forms are made anew.</summary>
    public int CompiledEndpointLimit { get; set; } = 20_000;
}

namespace ConvosoConnect.Sdk;

/// <summary>Settings of the engine. Checked when the host starts; a bad value is refused with a sentence that names it.</summary>
public sealed class ConvosoConnectOptions
{
    /// <summary>The time for one send, from connecting to the last byte of the answer. Default 30 seconds; more than zero, at most one hour.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The part of it that connecting may take, TLS included. Default 10 seconds; more than zero. A reload takes effect as HTTP handlers are renewed.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether endpoints may use <c>http</c>. Default false: only <c>https</c>.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>
    /// Networks that sends may reach although they are not public: a network such as <c>10.1.0.0/16</c>, or a single address. Default empty: a send to a loopback,
    /// private, link-local, metadata or other special-purpose address (IANA's registries) is blocked. What counts is the address that is dialled. An IPv4 network
    /// does not open its NAT64 or 6to4 forms.
    /// </summary>
    public IReadOnlyList<string> AllowedNetworks { get; set; } = [];

    /// <summary>
    /// Hosts that sends may reach whatever addresses they resolve to: <c>crm.internal.example</c>, or <c>*.internal.example</c> for all names below one. Default
    /// empty. It closes no other host. Whoever controls the names here decides which addresses are reached, so prefer <see cref="AllowedNetworks"/>.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>The longest request body, or complete URL of a GET, in bytes. Default 16 MiB; a longer one is not sent.</summary>
    public int MaxRequestBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The longest answer in bytes after decompression. Default 1 MiB; the connection is closed when there is more.</summary>
    public int MaxResponseBytes { get; set; } = 1024 * 1024;

    /// <summary>The account's time zone, an IANA id: dates print in it, and dates without an offset are read in it. Default <c>America/Los_Angeles</c>.</summary>
    public string TimeZone { get; set; } = "America/Los_Angeles";

    /// <summary>What the date format <c>System Default</c> stands for: any other name of <see cref="Adaptors.DateFormats.All"/>. Default <c>Y-m-d H:i:s</c>.</summary>
    public string SystemDateFormat { get; set; } = "Y-m-d H:i:s";

    /// <summary>How many entries the in-memory log keeps; the oldest make room. Default 10,000; from 1 to 10,000,000. A reload does not change it.</summary>
    public int LogCapacity { get; set; } = 10_000;

    /// <summary>After how many days a database store deletes log entries. Default null: never; from 1 to 36,500. A reload does not change it.</summary>
    public int? LogRetentionDays { get; set; }

    /// <summary>
    /// Whether a database store has each log entry on the disk before its send completes. Default true: the entry outlives the process, the machine's power and the
    /// database server. False is quicker: the entry outlives the process, but the last moments may be lost when the machine (SQLite) or the server (PostgreSQL)
    /// goes down. Nothing is ever corrupt. A reload does not change it.
    /// </summary>
    public bool LogFlushesToDisk { get; set; } = true;

    /// <summary>How many log entries may wait for a database store to write them; further sends wait. Default 4,096; from 1 to 1,000,000. A reload does not change it.</summary>
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

using ConvosoConnect.Sdk.Dates;

namespace ConvosoConnect.Sdk;

/// <summary>Settings of the engine. Checked when the host starts; a bad value is refused with a sentence that names it.</summary>
public sealed class ConvosoConnectOptions
{
    /// <summary>
    /// The time for one send, from its start to the last byte of the response: stores, handlers, connecting, sending and reading. Until the endpoint is known it holds for every
    /// send; afterwards the endpoint's <see cref="DeliveryRules.TotalTimeout"/>, counted from the same start, goes before it. Previews and receiving have it too.
    /// Default 30 seconds; more than zero, at most one hour.
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The part of it that connecting may take, TLS included. Default 10 seconds; more than zero, at most one hour. A reload takes effect as HTTP handlers are renewed.</summary>
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

    /// <summary>The longest request body, or complete URL of a GET, in bytes. Default 16 MiB; from 1 to 1 GiB. A longer one is not sent.</summary>
    public int MaxRequestBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The longest response in bytes after decompression. Default 1 MiB; from 1 to 1 GiB. The connection is closed when there is more.</summary>
    public int MaxResponseBytes { get; set; } = 1024 * 1024;

    /// <summary>The account's time zone, an IANA id: dates print in it, and dates without an offset are read in it. Default <c>America/Los_Angeles</c>, which is there on machines without time-zone data too.</summary>
    public string TimeZone { get; set; } = "America/Los_Angeles";

    /// <summary>What the date format <c>System Default</c> stands for: any other name of <see cref="DateFormats.All"/>. Default <c>Y-m-d H:i:s</c>.</summary>
    public string SystemDateFormat { get; set; } = DateFormats.DateAndTime;

    /// <summary>How many entries the in-memory log keeps; the oldest make room. Default 10,000; from 1 to 10,000,000. A reload does not change it. <see cref="LogCapacityBytes"/> bounds it too.</summary>
    public int LogCapacity { get; set; } = 10_000;

    /// <summary>
    /// How many bytes of memory the entries of the in-memory log take; the oldest make room, up to 64 KiB of them at a time. Default 64 MiB; from 1 to 2,147,483,647.
    /// An entry that is larger by itself is kept until the next one comes (our decision). A reload does not change it.
    /// </summary>
    public int LogCapacityBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How many characters of a response a log entry keeps. Default 65,536; from 0 to 1,073,741,824.</summary>
    public int LogResponseLength { get; set; } = 65_536;

    /// <summary>
    /// How many characters the Result of a log entry has at most; a longer one is cut and ends with <c>…</c>. Default 1,024; from 0 to 65,536, and never more than
    /// <see cref="LogResponseLength"/>. A search in a database store looks at so many characters of a Result; a reload does not change that. The result of the send itself is never cut.
    /// </summary>
    public int LogResultLength { get; set; } = 1_024;

    /// <summary>
    /// The time zone of the log's days, an IANA id. Default <c>America/Los_Angeles</c>, as Convoso shows its logs. A query that names a zone of its own keeps it. For the dates of
    /// a CSV, pass <see cref="GetLogTimeZone"/>.
    /// </summary>
    public string LogTimeZone { get; set; } = TimeZones.Pacific;

    /// <summary>How long a send waits for its log entry to be written. Default 10 seconds; more than zero, at most one hour.</summary>
    public TimeSpan LogTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the disposal of the engine waits for sends under way. Default 10 seconds; more than zero, at most one hour. It counts on the machine's clock. Those that take longer
    /// are stopped, so that each has its log entry. A host that stops has waited before, within <c>HostOptions.ShutdownTimeout</c>.
    /// </summary>
    public TimeSpan DisposalTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether credentials are masked as <c>***</c> in logs and previews. Default true; turn it off only while looking for a fault.</summary>
    public bool MaskCredentials { get; set; } = true;

    /// <summary>
    /// Further names of headers, query parameters and destination keys whose values are credentials, compared whole and ignoring case, such as <c>x-partner-id</c>.
    /// Default empty: names such as <c>api_key</c>, <c>Authorization</c> or <c>password</c> are known. At most 1,000 names of at most 200 characters.
    /// </summary>
    public IReadOnlyList<string> CredentialNames { get; set; } = [];

    /// <summary>For how many endpoints the compiled form is kept. Default 20,000; from 1 to 10,000,000. Beyond it the forms are made anew.</summary>
    public int CompiledEndpointLimit { get; set; } = 20_000;

    /// <summary>Finds the zone of <see cref="LogTimeZone"/>. Pacific time is there on machines without time-zone data too.</summary>
    /// <returns>The zone.</returns>
    /// <exception cref="TimeZoneNotFoundException">The machine has no zone of this id, which the engine would have refused at its start.</exception>
    public TimeZoneInfo GetLogTimeZone() =>
        TimeZones.Find(LogTimeZone) ?? throw new TimeZoneNotFoundException($"LogTimeZone '{LogTimeZone}' is not known on this machine. Use an IANA id such as {TimeZones.Pacific}.");
}

using ConvosoConnect.Sdk.Dates;

namespace ConvosoConnect.Sdk;

/// <summary>Settings of the engine. Checked when the host starts; a bad value is refused with a sentence that names it.</summary>
public sealed class ConvosoConnectOptions
{
    /// <summary>
    /// How long one send may take, from its start to the last byte of the response: stores, handlers, connecting, sending and reading. The limit holds for every send until its
    /// endpoint is known. From then on the endpoint's <see cref="DeliveryRules.TotalTimeout"/>, if it is set, holds instead, counted from the same start. The limit holds for
    /// previews and receiving too. Default 30 seconds; more than zero, at most one hour.
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long connecting may take, TLS included. Default 10 seconds; more than zero, at most one hour. A value changed by a reload takes effect when the HTTP client factory
    /// renews its handlers.
    /// </summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether endpoints may use <c>http</c>. Default false: only <c>https</c>.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>
    /// Networks that sends may reach although they are not public: a network such as <c>10.1.0.0/16</c>, or a single address. Default empty: a send to a loopback,
    /// private, link-local, metadata or other special-purpose address (IANA's registries) is blocked. The address to which the engine connects decides. An IPv4 network
    /// does not allow the NAT64 or 6to4 forms of its addresses.
    /// </summary>
    public IReadOnlyList<string> AllowedNetworks { get; set; } = [];

    /// <summary>
    /// Hosts that sends may reach whatever addresses they resolve to: <c>crm.internal.example</c>, or <c>*.internal.example</c> for all names below one. Default
    /// empty. It does not forbid any other host. Whoever controls the DNS of these names decides which addresses are reached, so prefer <see cref="AllowedNetworks"/>.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>The longest request body, or complete URL of a GET, in bytes. Default 16 MiB; from 1 to 1 GiB. A longer request is not sent.</summary>
    public int MaxRequestBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The longest response in bytes after decompression. Default 1 MiB; from 1 to 1 GiB. The connection is closed when there is more.</summary>
    public int MaxResponseBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// The account's time zone, an IANA id. Dates are printed in it, and dates without an offset are read in it. Default <c>America/Los_Angeles</c>, which is known even on a
    /// machine without time-zone data.
    /// </summary>
    public string TimeZone { get; set; } = "America/Los_Angeles";

    /// <summary>What the date format <c>System Default</c> stands for: any other name of <see cref="DateFormats.All"/>. Default <c>Y-m-d H:i:s</c>.</summary>
    public string SystemDateFormat { get; set; } = DateFormats.DateAndTime;

    /// <summary>
    /// How many entries the in-memory log keeps; older ones are dropped. Default 10,000; from 1 to 10,000,000. A reload does not change it. <see cref="LogCapacityBytes"/> limits
    /// the log too.
    /// </summary>
    public int LogCapacity { get; set; } = 10_000;

    /// <summary>
    /// How many bytes of memory the entries of the in-memory log may take; the oldest are dropped, up to 64 KiB at a time. Default 64 MiB; from 1 to 2,147,483,647.
    /// An entry that is larger by itself is kept until the next one comes (our decision). A reload does not change it.
    /// </summary>
    public int LogCapacityBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How many characters of a response a log entry keeps. Default 65,536; from 0 to 1,073,741,824.</summary>
    public int LogResponseLength { get; set; } = 65_536;

    /// <summary>
    /// How many characters the Result of a log entry has at most; a longer one is cut and ends with <c>…</c>. Default 1,024; from 0 to 65,536, and never more than
    /// <see cref="LogResponseLength"/>. A search in a database store looks at this many characters of a Result, and a reload does not change that. The result of the send itself is
    /// never cut.
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
    /// How long the disposal of the engine waits for sends under way, measured by the machine's clock. Sends that take longer are cancelled, and each gets its log entry. Default
    /// 10 seconds; more than zero, at most one hour. A host that stops waits before the disposal, within <c>HostOptions.ShutdownTimeout</c>.
    /// </summary>
    public TimeSpan DisposalTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether credentials are masked as <c>***</c> in logs and previews. Default true; turn it off only while looking for a fault.</summary>
    public bool MaskCredentials { get; set; } = true;

    /// <summary>
    /// Further names of headers, query parameters and destination keys whose values are credentials, compared whole and ignoring case, such as <c>x-partner-id</c>.
    /// Default empty: names such as <c>api_key</c>, <c>Authorization</c> or <c>password</c> are known. At most 1,000 names of at most 200 characters.
    /// </summary>
    public IReadOnlyList<string> CredentialNames { get; set; } = [];

    /// <summary>
    /// For how many endpoints the compiled form is kept. Default 20,000; from 1 to 10,000,000. When there are more, all forms are dropped and made again as needed.
    /// </summary>
    public int CompiledEndpointLimit { get; set; } = 20_000;

    /// <summary>Finds the zone of <see cref="LogTimeZone"/>. Pacific time is there on machines without time-zone data too.</summary>
    /// <returns>The zone.</returns>
    /// <exception cref="TimeZoneNotFoundException">The machine has no zone of this id, which the engine would have refused at its start.</exception>
    public TimeZoneInfo GetLogTimeZone() =>
        TimeZones.Find(LogTimeZone) ?? throw new TimeZoneNotFoundException($"LogTimeZone '{LogTimeZone}' is not known on this machine. Use an IANA id such as {TimeZones.Pacific}.");
}

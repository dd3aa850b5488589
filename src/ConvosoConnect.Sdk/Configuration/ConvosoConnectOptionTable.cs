using ConvosoConnect.Sdk.Dates;
using ConvosoConnect.Sdk.Destinations;

namespace ConvosoConnect.Sdk.Configuration;

/// <summary>The table of the engine's options. Its rows are used to read, check and copy the options, and for the warnings after a reload.</summary>
internal static class ConvosoConnectOptionTable
{
    public static OptionTable<ConvosoConnectOptions> Rows { get; } = Create(TimeZones.OfSystem, OperatingSystem.IsWindows());

    /// <summary>Makes the table.</summary>
    /// <param name="systemZone">Finds a time zone of the machine by its id; gives null when there is none.</param>
    /// <param name="isWindows">Whether the machine runs Windows.</param>
    public static OptionTable<ConvosoConnectOptions> Create(Func<string, TimeZoneInfo?> systemZone, bool isWindows) => new OptionTable<ConvosoConnectOptions>()
        .Duration(nameof(ConvosoConnectOptions.RequestTimeout), o => o.RequestTimeout, (o, value) => o.RequestTimeout = value)
        .Duration(nameof(ConvosoConnectOptions.ConnectTimeout), o => o.ConnectTimeout, (o, value) => o.ConnectTimeout = value).Effective(OptionEffect.WithNewHandlers)
        .Boolean(nameof(ConvosoConnectOptions.AllowHttp), o => o.AllowHttp, (o, value) => o.AllowHttp = value)
        .Texts(nameof(ConvosoConnectOptions.AllowedNetworks), o => o.AllowedNetworks, (o, value) => o.AllowedNetworks = value, text => AllowedNetwork.Read(text, out _))
        .Texts(nameof(ConvosoConnectOptions.AllowedHosts), o => o.AllowedHosts, (o, value) => o.AllowedHosts = value, text => AllowedHost.Read(text, out _))
        .Integer(nameof(ConvosoConnectOptions.MaxRequestBytes), o => o.MaxRequestBytes, (o, value) => o.MaxRequestBytes = value, 1, 1 << 30)
        .Integer(nameof(ConvosoConnectOptions.MaxResponseBytes), o => o.MaxResponseBytes, (o, value) => o.MaxResponseBytes = value, 1, 1 << 30)
        .Text(nameof(ConvosoConnectOptions.TimeZone), o => o.TimeZone, (o, value) => o.TimeZone = value, id => TimeZoneFault(nameof(ConvosoConnectOptions.TimeZone), id, systemZone, isWindows))
        .Text(nameof(ConvosoConnectOptions.SystemDateFormat), o => o.SystemDateFormat, (o, value) => o.SystemDateFormat = value, DateFormatFault)
        .Integer(nameof(ConvosoConnectOptions.LogCapacity), o => o.LogCapacity, (o, value) => o.LogCapacity = value, 1, 10_000_000).Effective(OptionEffect.AtRestart)
        .Integer(nameof(ConvosoConnectOptions.LogCapacityBytes), o => o.LogCapacityBytes, (o, value) => o.LogCapacityBytes = value, 1, int.MaxValue)
            .Effective(OptionEffect.AtRestart)
        .Integer(nameof(ConvosoConnectOptions.LogResponseLength), o => o.LogResponseLength, (o, value) => o.LogResponseLength = value, 0, 1 << 30)
        .Integer(nameof(ConvosoConnectOptions.LogResultLength), o => o.LogResultLength, (o, value) => o.LogResultLength = value, 0, 65_536)
        .Text(
            nameof(ConvosoConnectOptions.LogTimeZone), o => o.LogTimeZone, (o, value) => o.LogTimeZone = value, id => TimeZoneFault(nameof(ConvosoConnectOptions.LogTimeZone), id, systemZone, isWindows))
        .Duration(nameof(ConvosoConnectOptions.LogTimeout), o => o.LogTimeout, (o, value) => o.LogTimeout = value)
        .Duration(nameof(ConvosoConnectOptions.DisposalTimeout), o => o.DisposalTimeout, (o, value) => o.DisposalTimeout = value)
        .Boolean(nameof(ConvosoConnectOptions.MaskCredentials), o => o.MaskCredentials, (o, value) => o.MaskCredentials = value)
        .Texts(nameof(ConvosoConnectOptions.CredentialNames), o => o.CredentialNames, (o, value) => o.CredentialNames = value, CredentialNameFault, most: 1_000)
        .Integer(nameof(ConvosoConnectOptions.CompiledEndpointLimit), o => o.CompiledEndpointLimit, (o, value) => o.CompiledEndpointLimit = value, 1, 10_000_000);

    /// <summary>Says why a time zone is refused; null when it is not. A wrong id and a machine that knows no IANA ids at all have different sentences.</summary>
    private static string? TimeZoneFault(string option, string? id, Func<string, TimeZoneInfo?> systemZone, bool isWindows) =>
        TimeZones.Find(id ?? "", systemZone) is not null ? null
        : systemZone("America/New_York") is not null || systemZone(TimeZones.Pacific) is not null
            ? $"{option} '{id}' is not known on this machine. Use an IANA id such as {TimeZones.Pacific}."
        : isWindows
            ? $"{option} '{id}' is not known: Windows has time zones by IANA id only with ICU. Remove DOTNET_SYSTEM_GLOBALIZATION_INVARIANT or InvariantGlobalization, "
                + "or use Windows' own id, such as Eastern Standard Time."
        : $"{option} '{id}' is not known: this machine has no time-zone data. Install the package tzdata, or set TZDIR to the folder that holds the data; "
            + $"without it only {TimeZones.Pacific} is known.";

    private static string? DateFormatFault(string? format) => format != DateFormats.SystemDefault && DateFormats.All.Contains(format)
        ? null
        : $"SystemDateFormat '{format}' is not possible. Choose one of: {string.Join(" | ", DateFormats.All.Where(f => f != DateFormats.SystemDefault))}.";

    private static string? CredentialNameFault(string? name) =>
        string.IsNullOrWhiteSpace(name) ? "A name is missing. Remove the empty entry."
        : name.Length > 200 ? $"A name has {name.Length} characters; at most 200 are possible."
        : name.Trim().Length != name.Length ? $"'{name}' begins or ends with a blank. Remove it."
        : null;
}

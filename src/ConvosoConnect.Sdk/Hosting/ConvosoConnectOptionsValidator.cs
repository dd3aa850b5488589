using ConvosoConnect.Sdk.Dates;
using ConvosoConnect.Sdk.Destinations;
using Microsoft.Extensions.Options;

namespace ConvosoConnect.Sdk.Hosting;

/// <summary>Checks the options when the host starts and when the configuration changes; names every bad one at once.</summary>
/// <param name="systemZone">The machine's time zone of an id; null for none.</param>
/// <param name="isWindows">Whether the machine runs Windows.</param>
internal sealed class ConvosoConnectOptionsValidator(Func<string, TimeZoneInfo?> systemZone, bool isWindows) : IValidateOptions<ConvosoConnectOptions>
{
    private const int MostCredentialNames = 1_000;

    public ConvosoConnectOptionsValidator()
        : this(TimeZones.OfSystem, OperatingSystem.IsWindows())
    {
    }

    public ValidateOptionsResult Validate(string? name, ConvosoConnectOptions options)
    {
        var faults = new List<string>();
        CheckTime(nameof(options.RequestTimeout), options.RequestTimeout);
        CheckTime(nameof(options.ConnectTimeout), options.ConnectTimeout);
        CheckTime(nameof(options.LogTimeout), options.LogTimeout);
        CheckTime(nameof(options.DisposalTimeout), options.DisposalTimeout);
        CheckRange(nameof(options.MaxRequestBytes), options.MaxRequestBytes, 1, 1 << 30);
        CheckRange(nameof(options.MaxResponseBytes), options.MaxResponseBytes, 1, 1 << 30);
        CheckRange(nameof(options.LogCapacity), options.LogCapacity, 1, 10_000_000);
        CheckRange(nameof(options.LogCapacityBytes), options.LogCapacityBytes, 1, int.MaxValue);
        CheckRange(nameof(options.LogResponseLength), options.LogResponseLength, 0, 1 << 30);
        CheckRange(nameof(options.LogResultLength), options.LogResultLength, 0, 65_536);
        CheckRange(nameof(options.CompiledEndpointLimit), options.CompiledEndpointLimit, 1, 10_000_000);
        CheckEntries(nameof(options.AllowedNetworks), options.AllowedNetworks, text => AllowedNetwork.Read(text, out _));
        CheckEntries(nameof(options.AllowedHosts), options.AllowedHosts, text => AllowedHost.Read(text, out _));
        CheckEntries(nameof(options.CredentialNames), options.CredentialNames, CredentialNameFault);
        if (options.CredentialNames is { Count: > MostCredentialNames } names)
        {
            faults.Add($"CredentialNames has {names.Count} names; at most {MostCredentialNames} are possible.");
        }

        if (TimeZones.Find(options.TimeZone ?? "", systemZone) is null)
        {
            faults.Add(TimeZoneFault(options.TimeZone));
        }

        if (options.SystemDateFormat == DateFormats.SystemDefault || !DateFormats.All.Contains(options.SystemDateFormat))
        {
            faults.Add(
                $"SystemDateFormat '{options.SystemDateFormat}' is not possible. Choose one of: {string.Join(" | ", DateFormats.All.Where(f => f != DateFormats.SystemDefault))}.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void CheckTime(string member, TimeSpan value)
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
            {
                faults.Add($"{member} is {value}; it must be more than zero and at most one hour.");
            }
        }

        void CheckEntries(string member, IReadOnlyList<string>? entries, Func<string, string?> read)
        {
            faults.AddRange(entries is null
                ? [$"{member} is null. Use an empty list where nothing is meant."]
                : entries.Select(read).Where(fault => fault is not null).Select(fault => $"{member}: {fault}"));
        }

        void CheckRange(string member, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                faults.Add($"{member} is {value}; it must be from {least} to {most}.");
            }
        }
    }

    /// <summary>Tells an id that is wrong from a machine that has no zones by IANA's ids at all.</summary>
    private string TimeZoneFault(string? id) =>
        systemZone("America/New_York") is not null || systemZone(TimeZones.Pacific) is not null
            ? $"TimeZone '{id}' is not known on this machine. Use an IANA id such as {TimeZones.Pacific}."
        : isWindows
            ? $"TimeZone '{id}' is not known: Windows has time zones by IANA id only with ICU. Remove DOTNET_SYSTEM_GLOBALIZATION_INVARIANT or InvariantGlobalization, "
                + "or use Windows' own id, such as Eastern Standard Time."
        : $"TimeZone '{id}' is not known: this machine has no time-zone data. Install the package tzdata, or set TZDIR to the folder that holds them; "
            + $"without them there is {TimeZones.Pacific} alone.";

    private static string? CredentialNameFault(string? name) =>
        string.IsNullOrWhiteSpace(name) ? "A name is missing. Remove the empty entry."
        : name.Length > 200 ? $"A name has {name.Length} characters; at most 200 are possible."
        : name.Trim().Length != name.Length ? $"'{name}' begins or ends with a blank. Remove it."
        : null;
}

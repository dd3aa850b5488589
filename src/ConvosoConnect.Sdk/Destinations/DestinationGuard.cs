using System.Net;

namespace ConvosoConnect.Sdk.Destinations;

/// <summary>
/// Says which destinations are forbidden: whatever is no public address and not opened by the app. The one rule set of the validator, which can only judge what
/// stands in the URL, and of the sending room, which judges each address that is dialled.
/// </summary>
internal sealed class DestinationGuard
{
    private readonly IPNetwork[] _networks;
    private readonly AllowedHost[] _hosts;

    /// <summary>Creates a guard.</summary>
    /// <param name="networks">The option <c>AllowedNetworks</c>, found good.</param>
    /// <param name="hosts">The option <c>AllowedHosts</c>, found good.</param>
    public DestinationGuard(IEnumerable<string> networks, IEnumerable<string> hosts)
    {
        _networks = [.. networks.Select(text => AllowedNetwork.Read(text, out IPNetwork network) is { } fault ? throw new ArgumentException(fault, nameof(networks)) : network)];
        _hosts = [.. hosts.Select(text => AllowedHost.Read(text, out AllowedHost host) is { } fault ? throw new ArgumentException(fault, nameof(hosts)) : host)];
    }

    /// <summary>The guard of an app that opens nothing.</summary>
    public static DestinationGuard Closed { get; } = new([], []);

    /// <summary>Why an address of a host must not be dialled, as the end of a sentence about the address; null when it may be.</summary>
    public string? Forbids(string host, IPAddress address)
    {
        if (SpecialNetworks.Find(address) is not { } rule)
        {
            return null;
        }

        IPAddress dialled = SpecialNetworks.Dialled(address);
        return Array.Exists(_networks, n => n.Contains(dialled)) || IsAllowed(host) ? null : rule;
    }

    /// <summary>The same for a host that says by itself which address it is: an address, or a name for the machine itself. Part of every send, so it is cheap.</summary>
    /// <param name="host">The host in its ASCII form.</param>
    public string? ForbidsAsWritten(string host)
    {
        ReadOnlySpan<char> name = host.AsSpan().TrimEnd('.');
        IPAddress? address = IPAddress.TryParse(name, out IPAddress? written) ? written : IsLocalhost(name) ? IPAddress.Loopback : null;
        return address is null ? null : Forbids(host, address);
    }

    private bool IsAllowed(string host)
    {
        if (_hosts.Length == 0)
        {
            return false;
        }

        string name = AllowedHost.Normalise(host);
        return Array.Exists(_hosts, h => h.Fits(name));
    }

    // RFC 6761, section 6.3.
    private static bool IsLocalhost(ReadOnlySpan<char> name) =>
        name.EndsWith("localhost", StringComparison.OrdinalIgnoreCase) && (name.Length == 9 || name[^10] == '.');
}

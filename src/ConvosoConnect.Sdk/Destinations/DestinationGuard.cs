using System.Net;

namespace ConvosoConnect.Sdk.Destinations;

/// <summary>
/// Decides which destinations are forbidden: every address that is neither public nor allowed by the app's options. The validator uses it for an address that stands in the URL,
/// and the dialer for each address before it connects.
/// </summary>
internal sealed class DestinationGuard
{
    private readonly IPNetwork[] _networks;
    private readonly AllowedHost[] _hosts;

    /// <summary>Creates a guard.</summary>
    /// <param name="networks">The option <c>AllowedNetworks</c>, already validated.</param>
    /// <param name="hosts">The option <c>AllowedHosts</c>, already validated.</param>
    public DestinationGuard(IEnumerable<string> networks, IEnumerable<string> hosts)
    {
        _networks = [.. networks.Select(text => AllowedNetwork.Read(text, out IPNetwork network) is { } fault ? throw new ArgumentException(fault, nameof(networks)) : network)];
        _hosts = [.. hosts.Select(text => AllowedHost.Read(text, out AllowedHost host) is { } fault ? throw new ArgumentException(fault, nameof(hosts)) : host)];
    }

    /// <summary>The guard of an app that allows no addresses besides the public ones.</summary>
    public static DestinationGuard Closed { get; } = new([], []);

    /// <summary>Says why an address of a host must not be dialled, as the end of a sentence about the address; null when it may be dialled.</summary>
    public string? Forbids(string host, IPAddress address)
    {
        if (SpecialNetworks.Find(address) is not { } rule)
        {
            return null;
        }

        IPAddress dialled = SpecialNetworks.Dialled(address);
        return Array.Exists(_networks, n => n.Contains(dialled)) || IsAllowed(host) ? null : rule;
    }

    /// <summary>
    /// As <see cref="Forbids"/>, for a host that needs no name server: an IP address, or a name of this machine such as localhost; null for all other hosts. Every send calls it,
    /// so it is cheap.
    /// </summary>
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
        return Array.Exists(_hosts, h => h.Matches(name));
    }

    // localhost and all names below it (RFC 6761, section 6.3).
    private static bool IsLocalhost(ReadOnlySpan<char> name) =>
        name.EndsWith("localhost", StringComparison.OrdinalIgnoreCase) && (name.Length == 9 || name[^10] == '.');
}

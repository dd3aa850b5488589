using System.Net;
using System.Net.Sockets;

namespace ConvosoConnect.Sdk.Destinations;

/// <summary>
/// The networks that are not public destinations. Sources: IANA's IPv4 and IPv6 Special-Purpose Address Registries (all blocks that they do not call globally reachable), the
/// multicast and reserved blocks of IANA's address space registries, and the metadata addresses that cloud providers document. A block with only a few reachable addresses, such
/// as 192.0.0.0/24, is closed as a whole (our decision), because no receiver of leads is there.
/// </summary>
internal static class SpecialNetworks
{
    // A narrower network stands before a wider one, because sentences name the first that contains the address.
    private static readonly (IPNetwork Network, string Name)[] V4 = Read(
        ("169.254.169.254/32", "cloud metadata address"), // AWS, Azure, Google and most others
        ("100.100.100.200/32", "cloud metadata address"), // Alibaba
        ("192.0.0.192/32", "cloud metadata address"), // Oracle
        ("168.63.129.16/32", "cloud platform address"), // Azure: looks public, but belongs to the host of the virtual machine
        ("0.0.0.0/8", "unspecified network"),
        ("10.0.0.0/8", "private network"),
        ("100.64.0.0/10", "carrier-grade NAT network"),
        ("127.0.0.0/8", "loopback network"),
        ("169.254.0.0/16", "link-local network"),
        ("172.16.0.0/12", "private network"),
        ("192.0.0.0/24", "protocol assignment network"),
        ("192.0.2.0/24", "documentation network"),
        ("192.88.99.0/24", "6to4 relay network"),
        ("192.168.0.0/16", "private network"),
        ("198.18.0.0/15", "benchmarking network"),
        ("198.51.100.0/24", "documentation network"),
        ("203.0.113.0/24", "documentation network"),
        ("224.0.0.0/4", "multicast network"),
        ("255.255.255.255/32", "broadcast address"),
        ("240.0.0.0/4", "reserved network"));

    private static readonly (IPNetwork Network, string Name)[] V6 = Read(
        ("::/128", "unspecified address"),
        ("::1/128", "loopback address"),
        ("::/96", "IPv4-compatible network"),
        ("::ffff:0:0:0/96", "IPv4-translated network"),
        ("64:ff9b:1::/48", "local NAT64 network"), // each local network decides which bits hold the IPv4 address
        ("100::/64", "discard-only network"),
        ("100:0:0:1::/64", "dummy network"),
        ("2001::/32", "Teredo network"),
        ("2001:2::/48", "benchmarking network"),
        ("2001:10::/28", "ORCHID network"),
        ("2001:20::/28", "ORCHID network"),
        ("2001::/23", "protocol assignment network"),
        ("2001:db8::/32", "documentation network"),
        ("3fff::/20", "documentation network"),
        ("5f00::/16", "segment routing network"),
        ("fd00:ec2::254/128", "cloud metadata address"), // AWS
        ("fd20:ce::254/128", "cloud metadata address"), // Google
        ("fc00::/7", "unique local network"),
        ("fe80::/10", "link-local network"),
        ("fec0::/10", "site-local network"),
        ("ff00::/8", "multicast network"));

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Says why an address is not a public destination, as the end of a sentence about it; null for a public one.</summary>
    public static string? Find(IPAddress address)
    {
        address = Dialled(address);
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return In(V4, address);
        }

        if (In(V6, address) is { } rule)
        {
            return rule;
        }

        if (Embedded(address) is { } inner && In(V4, inner) is { } ofInner)
        {
            return $"holds {inner}, which {ofInner}";
        }

        return GlobalUnicast.Contains(address) || Nat64.Contains(address) ? null : "lies outside 2000::/3, the IPv6 space that is in public use";
    }

    /// <summary>Gives the form in which an address is checked and dialled: 10.0.0.1 for ::ffff:10.0.0.1.</summary>
    public static IPAddress Dialled(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static string? In((IPNetwork Network, string Name)[] table, IPAddress address)
    {
        foreach ((IPNetwork network, string name) in table)
        {
            if (network.Contains(address))
            {
                return $"belongs to the {name} {network}";
            }
        }

        return null;
    }

    /// <summary>Gives the IPv4 address to which a gateway or tunnel (NAT64, 6to4 or ISATAP) would forward the packets; null for none.</summary>
    private static IPAddress? Embedded(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (SixToFour.Contains(address))
        {
            return new IPAddress(bytes[2..6]);
        }

        // ISATAP (RFC 5214) has the interface identifier 0000:5efe or 0200:5efe before the IPv4 address, in any network.
        bool isatap = (bytes[8] & 0xFD) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == 0xFE;
        return isatap || Nat64.Contains(address) ? new IPAddress(bytes[12..]) : null;
    }

    private static (IPNetwork Network, string Name)[] Read(params (string Network, string Name)[] rows) =>
        [.. rows.Select(row => (IPNetwork.Parse(row.Network), row.Name))];
}

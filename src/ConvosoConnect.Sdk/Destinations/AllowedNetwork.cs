using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ConvosoConnect.Sdk.Destinations;

/// <summary>Reads an entry of the option <c>AllowedNetworks</c>. It reads strictly, because a network that is opened by mistake leaks leads.</summary>
internal static class AllowedNetwork
{
    /// <summary>Reads a network such as <c>10.1.0.0/16</c>, or a single address.</summary>
    /// <param name="text">The entry as it is configured.</param>
    /// <param name="network">The network that was read.</param>
    /// <returns>A sentence that says what is wrong; null when nothing is.</returns>
    public static string? Read(string? text, out IPNetwork network)
    {
        const string expected = "Write a network such as 10.1.0.0/16, or a single address";
        network = default;
        string[] parts = (text ?? "").Trim().Split('/');
        if (parts.Length > 2 || !TryReadAddress(parts[0], out IPAddress? address))
        {
            return $"'{text}' is not a network. {expected}.";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return $"'{text}' is an IPv4 address written as IPv6. Write it as IPv4: such addresses are judged by their IPv4 form.";
        }

        int most = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        int length = most;
        if (parts.Length == 2 && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > most))
        {
            return $"'{text}' has no prefix length from 0 to {most} after the slash. {expected}.";
        }

        network = new IPNetwork(address, length);
        return network.BaseAddress.Equals(address) ? null : $"'{text}' has bits beyond its prefix. Write {network} for the network, or {address} for the address alone.";
    }

    private static bool TryReadAddress(string text, out IPAddress address)
    {
        // TryParse alone would read "10" as 0.0.0.10 and "010.0.0.0" as 8.0.0.0. A network has no IPv6 zone (%).
        bool read = IPAddress.TryParse(text, out IPAddress? found) && !text.Contains('%', StringComparison.Ordinal)
            && (found.AddressFamily == AddressFamily.InterNetworkV6 || found.ToString() == text);
        address = found ?? IPAddress.None;
        return read;
    }
}

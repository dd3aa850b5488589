using System.Globalization;

namespace ConvosoConnect.Sdk.Text;

/// <summary>Writes hosts and times for sentences, the same in any culture.</summary>
internal static class Wording
{
    /// <summary>Writes the host as in a URL: an IPv6 address in brackets, a name in ASCII.</summary>
    public static string Host(Uri uri) => uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost;

    /// <summary>Writes host and port.</summary>
    public static string Place(Uri uri) => $"{Host(uri)}:{uri.Port}";

    /// <summary>Writes a number of seconds with up to three decimals.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}

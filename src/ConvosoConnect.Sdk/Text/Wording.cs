using System.Globalization;

namespace ConvosoConnect.Sdk.Text;

/// <summary>How sentences name hosts and times, the same in any culture.</summary>
internal static class Wording
{
    /// <summary>The host as it stands in a URL: an IPv6 address in brackets, a name in ASCII.</summary>
    public static string Host(Uri uri) => uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost;

    /// <summary>Host and port.</summary>
    public static string Place(Uri uri) => $"{Host(uri)}:{uri.Port}";

    /// <summary>A number of seconds with up to three decimals.</summary>
    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}

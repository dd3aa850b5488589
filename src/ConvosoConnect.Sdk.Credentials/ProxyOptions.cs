namespace ConvosoConnect.Sdk.Credentials;

/// <summary>A proxy that requests go out through, for instance for a fixed address of their sender.</summary>
public sealed class ProxyOptions
{
    /// <summary>
    /// The proxy, such as <c>http://egress.example:3128</c>; <c>https</c>, <c>socks4</c>, <c>socks4a</c> and <c>socks5</c> are possible too. The destination guard judges the
    /// address of the proxy; of the receiver it then sees only an address that stands in the URL. Required.
    /// </summary>
    public string Url { get; set; } = "";

    /// <summary>The user name at the proxy. Empty (the default) for none.</summary>
    public string User { get; set; } = "";

    /// <summary>The password at the proxy. Default empty.</summary>
    public string Password { get; set; } = "";

    internal IEnumerable<string> FindFaults() => new[]
    {
        OptionFaults.NoUrl(nameof(Url), Url, "http", "https", "socks5", "socks4", "socks4a"),
        string.IsNullOrEmpty(User) && !string.IsNullOrEmpty(Password) ? "There is a Password without a User." : null,
    }.OfType<string>();
}

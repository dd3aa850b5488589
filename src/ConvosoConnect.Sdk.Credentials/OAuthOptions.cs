namespace ConvosoConnect.Sdk.Credentials;

/// <summary>How a token is got from an OAuth 2 token endpoint (RFC 6749).</summary>
public sealed class OAuthOptions
{
    /// <summary>The token endpoint, with <c>https</c> unless the engine's options allow <c>http</c>. The destination guard applies. Required.</summary>
    public string TokenUrl { get; set; } = "";

    /// <summary>The client id. Required.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The client secret. Required for client credentials; empty for a public client with a refresh token.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Whether id and secret stand in the form instead of an Authorization header. Default false, as RFC 6749 recommends.</summary>
    public bool ClientSecretInBody { get; set; }

    /// <summary>The scopes, separated by spaces. Empty (the default) for those that the token endpoint gives by itself.</summary>
    public string Scope { get; set; } = "";

    /// <summary>The parameter <c>audience</c> that some vendors ask for. Empty (the default) for none.</summary>
    public string Audience { get; set; } = "";

    /// <summary>The parameter <c>resource</c> (RFC 8707). Empty (the default) for none.</summary>
    public string Resource { get; set; } = "";

    /// <summary>The first refresh token, until <see cref="IRefreshTokenStore"/> has a later one. Not used for client credentials.</summary>
    public string RefreshToken { get; set; } = "";

    /// <summary>How long before its end a token is replaced; at most half of its life is taken off. Default one minute; from zero to one hour.</summary>
    public TimeSpan RefreshBefore { get; set; } = TimeSpan.FromMinutes(1);

    internal IEnumerable<string> FindFaults(bool needsSecret) => new[]
    {
        OptionFaults.NoUrl(nameof(TokenUrl), TokenUrl, "https", "http"),
        OptionFaults.Missing(nameof(ClientId), ClientId),
        OptionFaults.ControlCharacter(nameof(ClientId), ClientId),
        needsSecret ? OptionFaults.Missing(nameof(ClientSecret), ClientSecret) : null,
        OptionFaults.ControlCharacter(nameof(ClientSecret), ClientSecret),
        OptionFaults.ControlCharacter(nameof(RefreshToken), RefreshToken),
        RefreshBefore < TimeSpan.Zero || RefreshBefore > TimeSpan.FromHours(1) ? $"RefreshBefore is {RefreshBefore}; it must be from zero to one hour." : null,
    }.OfType<string>();
}
